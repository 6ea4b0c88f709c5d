import { describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../../apps/cli/knowledge-on-disk.ts";
import { measureRecording } from "../measurement/measure-recording.ts";
import { plainJson } from "../measurement/measurement-json.ts";
import type { Stretch, StretchFeature } from "../measurement/types/stretch.ts";
import { openSampled } from "../recording/sampled-recording.ts";
import { namePatterns } from "./name-patterns.ts";
import type { PatternContext } from "./pattern-context.ts";
import { patternFindings } from "./pattern-findings.ts";
import { PatternNamesSchema } from "./pattern-names-schema.ts";
import { AT_REST, TOLD_OF_PLAIN } from "./testing/plain-contexts.ts";
import {
  PLAIN_PATTERNS,
  type PlainPattern,
  type PlainSetting,
  plainRecording,
} from "./testing/plain-muscle.ts";
import { schemaErrors } from "./testing/schema-errors.ts";

const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const knowledge = loaded.value;

async function named(
  pattern: PlainPattern,
  setting: Partial<PlainSetting> = {},
  context = TOLD_OF_PLAIN[pattern] ?? AT_REST,
) {
  const recording = plainRecording(pattern, {
    seed: 7,
    samplingFrequencyHz: 10_000,
    durationS: 10,
    ...setting,
  });
  const measurement = await measureRecording(openSampled(recording));
  return { measurement, names: namePatterns(measurement, context, knowledge) };
}

/** A stretch with numbers given by hand. */
function stretchWith(values: Readonly<Record<string, number | string>>): Stretch {
  const on = { fromS: 1, toS: 9 };
  const features = Object.fromEntries(
    Object.entries(values).map(([id, value]): [string, StretchFeature] => [
      id,
      typeof value === "string"
        ? { value: { option: value }, on }
        : { value: { value, low: value, high: value, unit: "1", confidence: 0.95, count: 40 }, on },
    ]),
  );
  return { ...on, kind: "active", features, trains: [], lookedAt: [on] };
}

const nameOf = (stretch: Stretch, context: PatternContext = AT_REST) =>
  namePatterns({ channels: [{ label: "EMG", stretches: [stretch] } as never] }, context, knowledge)
    .patterns[0];

describe("a plain muscle that shares nothing with the simulator", () => {
  const settings: [string, Partial<PlainSetting>][] = [
    ["10 kHz", {}],
    ["millivolts, 5 kHz and an offset", { samplingFrequencyHz: 5000, unit: "mV", offsetUv: 300 }],
    ["25 kHz with mains", { samplingFrequencyHz: 25_000, durationS: 8, mainsHz: 50 }],
    ["2 kHz", { samplingFrequencyHz: 2000 }],
    ["little above the noise", { peakOverNoise: 11 }],
  ];
  for (const [setting, values] of settings)
    it.each(Object.keys(PLAIN_PATTERNS) as PlainPattern[])(`shows %s at ${setting}`, async (pattern) => {
      const { names } = await named(pattern, values);
      expect(names.summary.id).toBe(pattern);
    });
});

describe("naming", () => {
  it("gives every entry reasons with numbers, a source and the part of the signal they rest on", async () => {
    const { names } = await named("myotonic-discharge");
    const entry = names.patterns.find(({ id }) => id === "myotonic-discharge");
    expect(entry?.for.length).toBeGreaterThan(1);
    for (const argument of entry?.for ?? []) {
      expect(argument.source.length).toBeGreaterThan(0);
      expect(argument.features.some(({ value }) => value !== undefined && "value" in value)).toBe(true);
      expect(argument.fromS).toBeGreaterThanOrEqual(entry!.fromS - 0.1);
      expect(argument.toS).toBeLessThanOrEqual(entry!.toS + 0.1);
      expect(argument.because.nb).not.toBe(argument.because.en);
    }
  });

  it("tells several patterns of one recording at their times", async () => {
    const { names } = await named("voluntary", { durationS: 20 });
    expect(names.patterns.map(({ id }) => id)).toEqual(["silence", "voluntary", "silence"]);
    expect(names.patterns[1].fromS).toBeCloseTo(2, 0);
    expect(names.patterns[1].toS).toBeCloseTo(18, 0);
  });

  it("does not name cramp, spasticity, dystonia or continuous activity when nothing was told", async () => {
    for (const pattern of [
      "cramp-discharge",
      "spastic-activity",
      "dystonic-co-contraction",
      "continuous-motor-unit-activity",
    ] as const) {
      const { names } = await named(pattern, {}, {});
      expect(["voluntary", "undetermined"]).toContain(names.summary.id);
    }
  });

  it("writes what the schema says", async () => {
    const { names } = await named("dystonic-co-contraction");
    expect(schemaErrors(PatternNamesSchema, plainJson(names))).toEqual([]);
  });

  it("answers 'cannot separate' where myokymic and neuromyotonic are supported alike", () => {
    const entry = nameOf(
      stretchWith({
        "few-shapes-share": 1,
        "leading-share": 1,
        "unit-rate": 100,
        "unit-rate-highest": 120,
        "neighbour-variation": 0.2,
        "size-steps": 0.05,
        "spike-duration": 6,
        "group-rate": 2,
        "group-gap-cv": 0.38,
        "group-discharges": 6,
        "group-duration": 60,
        "event-rate": 2,
        "event-duration": 70,
        "event-interval-cv": 0.38,
        "single-event-share": 0,
        "active-share": 0.12,
        "train-discharges": 60,
        "cycle-cv": 0.1,
        "cycle-rate": 100,
        "slow-share": 0,
        "amplitude-waning": 0.05,
      }),
    );
    expect(entry.id).toBe("undetermined");
    expect(entry.between).toEqual(expect.arrayContaining(["myokymic-discharge", "neuromyotonic-discharge"]));
  });

  it("leaves what was not measured unknown: it is missing, not absent", () => {
    const entry = nameOf(stretchWith({ "few-shapes-share": 1, "active-share": 0.1 }));
    expect(entry.id).toBe("undetermined");
    expect(
      entry.missing.length + entry.alternatives.flatMap(({ missing }) => missing).length,
    ).toBeGreaterThan(0);
    expect(entry.against.flatMap(({ features }) => features).every(({ value }) => value !== undefined)).toBe(
      true,
    );
  });

  it("shows the page's rate beside the measured one and does not let it decide", async () => {
    const { names } = await named("cramp-discharge");
    const entry = names.patterns.find(({ id }) => id === "cramp-discharge");
    expect(entry?.page[0]).toMatchObject({ low: 50, high: 150, facts: ["F020"], resolves: ["E13"] });
    expect(entry?.page[0].measured.map(({ id }) => id)).toContain("composite-rate");
    const rates = entry?.against.flatMap(({ features }) => features).map(({ id }) => id) ?? [];
    expect(rates).not.toContain("composite-rate");
  });

  it("of silence in a shortened muscle gives the finding that is asked for in contracture", async () => {
    const context: PatternContext = { ...AT_REST, shortened: true };
    const { measurement, names } = await named("silence", {}, context);
    const findings = patternFindings(names, measurement, context, knowledge);
    expect(findings.map(({ id, origin }) => [id, origin])).toEqual([
      ["emg-electrical-silence-during-contracture", "emg"],
    ]);
    expect(patternFindings(names, measurement, AT_REST, knowledge)).toEqual([]);
  });

  it("of a named discharge says where it was seen, with the decimal sign of the language", async () => {
    const { measurement, names } = await named("fibrillation");
    const places = (language: "en" | "nb") =>
      patternFindings(names, measurement, AT_REST, knowledge, language).flatMap(({ from = [] }) => from);
    expect(places("en")[0]).toMatch(/ \(\d+\.\d–\d+\.\d s/);
    expect(places("nb")[0]).toMatch(/ \(\d+,\d–\d+,\d s/);
  });

  it("of a moment gives no finding, of what holds beside the name it does", async () => {
    const { measurement, names } = await named("fibrillation");
    const fibrillation = names.summary;
    const other = (holds: boolean) => ({
      ...names,
      summary: {
        ...fibrillation,
        id: "fasciculation",
        beside: [
          { id: "fibrillation", label: fibrillation.label, verdict: fibrillation.verdict, seconds: 5, holds },
        ],
      },
    });
    const ids = (holds: boolean) =>
      patternFindings(other(holds), measurement, AT_REST, knowledge).map(({ id }) => id);
    expect(ids(true)).toEqual(["emg-fibrillation"]);
    expect(ids(false)).toEqual([]);
  });

  it("of a named discharge gives the finding and its rates, each with its own meaning", async () => {
    const { measurement, names } = await named("fibrillation");
    const findings = patternFindings(names, measurement, AT_REST, knowledge);
    expect(findings.map(({ id }) => id).sort()).toEqual([
      "emg-fibrillation",
      "emg-rate-composite",
      "emg-rate-per-unit",
    ]);
    expect(findings.every(({ origin, from }) => origin === "emg" && (from?.length ?? 0) > 0)).toBe(true);
  });
});
