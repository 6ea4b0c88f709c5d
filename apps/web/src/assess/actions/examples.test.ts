import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import { describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../../../../cli/knowledge-on-disk.ts";
import { readYaml } from "../../../build/built-data.ts";
import { consultPatient } from "../patient/consult-patient.ts";
import type { Example } from "./Examples.tsx";
import { patientOfExample } from "./example-patient.ts";

const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const compiled = compileKnowledge(loaded.value);
const folder = fileURLToPath(new URL("../../../examples/", import.meta.url));

/** What each example is there to show. */
const SHOWS: Readonly<
  Record<string, { readonly redFlags: readonly string[]; readonly likely: readonly string[] }>
> = {
  "1-night-cramps": { redFlags: [], likely: ["neurogenic-cramp", "idiopathic-cramps"] },
  "2-cramps-and-wasting": { redFlags: ["als-suspected"], likely: ["als"] },
  "3-tingling-and-spasms": { redFlags: ["hypocalcaemia-severe"], likely: ["tetany", "hypocalcaemia"] },
  "4-statin-and-diuretic": { redFlags: [], likely: ["drug-statin", "drug-thiazide", "hypokalaemia"] },
  "5-cirrhosis": { redFlags: [], likely: ["neurogenic-cramp", "cirrhosis"] },
  "6-stiffness-and-twitching": { redFlags: [], likely: ["neuromyotonia", "isaacs-syndrome"] },
};

describe("the examples", () => {
  it.each(readdirSync(folder))("%s is read whole, and shows what it is there for", (file) => {
    const id = basename(file, ".yaml");
    const content = readYaml(`${folder}${file}`) as Example["content"];
    const patient = patientOfExample({ id, content }, compiled, "2026-11-22");
    const { consultation, issues } = consultPatient(patient, compiled, "2026-11-22");
    expect([...patient.issues, ...issues, ...consultation.issues]).toEqual([]);
    expect(content.name.en && content.name.nb && content.why.en && content.why.nb).toBeTruthy();
    const { redFlags, phenomena, causes } = consultation.assessment;
    const likely = [...phenomena, ...causes]
      .filter(({ verdict }) => verdict === "established" || verdict === "likely")
      .map(({ hypothesis }) => hypothesis.id);
    expect(redFlags.map((flag) => flag.id)).toEqual(expect.arrayContaining([...SHOWS[id].redFlags]));
    if (SHOWS[id].redFlags.length === 0) expect(redFlags).toEqual([]);
    expect(likely).toEqual(expect.arrayContaining([...SHOWS[id].likely]));
  });
});
