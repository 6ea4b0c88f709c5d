/**
 * No false alarm: no recording of healthy or voluntary activity, of another organ or of a test signal is given a pathological
 * name, whatever is told of it. They are read where they lie, beside the project; without them the reason is told.
 */
import { describe, expect, it } from "vitest";
import { fileSource } from "../../apps/cli/emg/file-source.ts";
import { recordingSets } from "../../apps/cli/emg/recording-sets.ts";
import { knowledgeOnDisk } from "../../apps/cli/knowledge-on-disk.ts";
import { measureRecording } from "../measurement/measure-recording.ts";
import { openRecordings } from "../recording/open-recording.ts";
import { missingReason, sharedFolder } from "../recording/testing/shared-recordings.ts";
import { namePatterns } from "./name-patterns.ts";
import type { PatternContext } from "./pattern-context.ts";

const ALLOWED = ["silence", "voluntary", "end-plate-activity", "artefact", "undetermined"];
const CONTEXTS: PatternContext[] = [{}, { electrode: "surface" }, { electrode: "surface", state: "effort" }];
const MINUTES = 60_000;

if (missingReason !== undefined)
  it(`names no real recordings here: ${missingReason}`, () => {
    expect(missingReason).toBeDefined();
  });
else
  describe("real recordings without disease", async () => {
    const loaded = knowledgeOnDisk();
    if (!loaded.ok) throw new Error("the knowledge has mistakes");
    const { sets } = await recordingSets([sharedFolder]);

    it("are there", () => {
      expect(sets.length).toBeGreaterThan(25);
    });

    it.each(sets.map((set) => [set.name, set] as const))(
      "%s is given no pathological name",
      async (_, { paths }) => {
        const sources = await Promise.all(paths.map((path) => fileSource(path)));
        const opened = await openRecordings(sources);
        for (const recording of opened.ok ? opened.value : []) {
          const measurement = await measureRecording(recording);
          for (const context of CONTEXTS) {
            const { patterns, summary } = namePatterns(measurement, context, loaded.value);
            const wrong = patterns.filter(({ id }) => !ALLOWED.includes(id));
            expect(wrong.map(({ channel, id, fromS, toS }) => ({ channel, id, fromS, toS }))).toEqual([]);
            expect(ALLOWED).toContain(summary.id);
          }
        }
        await Promise.all(sources.map((source) => source.close()));
      },
      5 * MINUTES,
    );
  });
