import { describe, expect, it } from "vitest";
import { PRESENT } from "../criterion/finding-value.ts";
import type { Issue } from "../issue/issue.ts";
import { smallCompiled } from "../knowledge/testing/small-knowledge.ts";
import { consult } from "./consultation.ts";
import { journalNote, lowered } from "./journal-note.ts";
import { reportOf } from "./report.ts";

const refused: Issue = {
  code: "value-without-unit",
  severity: "error",
  message: { en: "'2.4' for 'potassium' has no unit.", nb: "«2,4» for «potassium» har ingen enhet." },
};
const consultation = consult(smallCompiled(), [{ id: "cramp", value: PRESENT, origin: "told" }]);

describe("a journal note", () => {
  it("says what could not be used, in the reader's language", () => {
    expect(journalNote(reportOf(consultation, "en", [refused]), "en", "2026-11-22", [])).toContain(
      "'2.4' for 'potassium' has no unit",
    );
    expect(journalNote(reportOf(consultation, "nb", [refused]), "nb", "2026-11-22", [])).toContain(
      "«2,4» for «potassium» har ingen enhet",
    );
  });

  it("is dated as its reader writes dates", () => {
    expect(journalNote(reportOf(consultation, "nb"), "nb", "2026-11-22", [])).toMatch(
      /^Vurdering .* 22\.11\.2026\n/,
    );
    expect(journalNote(reportOf(consultation, "en"), "en", "2026-11-22", [])).toMatch(
      /^Assessment .* 2026-11-22\n/,
    );
  });

  it("names what is taken, and is silent about drugs where none is named", () => {
    const report = reportOf(consultation, "nb");
    expect(journalNote(report, "nb", "2026-11-22", ["furosemid", "tonic"])).toContain(
      "Legemidler: furosemid, tonic.",
    );
    expect(journalNote(report, "nb", "2026-11-22", [])).not.toContain("Legemidler");
  });

  it("ends with the version of the knowledge and that it is not for clinical use as distributed", () => {
    const note = journalNote(reportOf(consultation, "en"), "en", "2026-11-22", []);
    expect(note.trimEnd().split("\n").at(-1)).toMatch(
      /^Written with Krampe, knowledge 0\.0\.1 \([0-9a-f]{12}\)\. .*Not for clinical use/,
    );
    expect(note).not.toContain("About the data");
  });
});

describe("a label inside a sentence", () => {
  it.each([
    ["Cramp in the calf", "cramp in the calf"],
    ["Krampe-fascikulasjonssyndrom", "krampe-fascikulasjonssyndrom"],
    ["CK", "CK"],
    ["McArdle disease", "McArdle disease"],
    ["Lambert-Eatons syndrom", "Lambert-Eatons syndrom"],
    ["Brodys sykdom", "Brodys sykdom"],
    ["Chvosteks tegn", "Chvosteks tegn"],
    ["Guillain-Barré syndrome", "Guillain-Barré syndrome"],
    ["Magnesium", "magnesium"],
  ])("%s is %s", (label, inside) => expect(lowered(label)).toBe(inside));
});
