import { describe, expect, it } from "vitest";
import { readCase } from "../finding/read-case.ts";
import { readLocatedDocument } from "../issue/located-document.ts";
import type { Language } from "../issue/text.ts";
import { smallCompiled } from "../knowledge/testing/small-knowledge.ts";
import { consult } from "./consultation.ts";
import { takenDrugs } from "./taken-drugs.ts";

const compiled = smallCompiled();

function taken(yaml: string, language: Language = "nb"): string[] {
  const document = readLocatedDocument(yaml, "case.yaml");
  if (!document.ok) throw new Error(yaml);
  const read = readCase(document.value, compiled, "2026-11-22");
  return takenDrugs(read.drugs, consult(compiled, read.findings).findings, compiled, language);
}

describe("what the patient takes", () => {
  it("is named, and not the class that it belongs to", () => {
    expect(taken("drugs: [Furosemid 40 mg x 1]")).toEqual(["furosemid"]);
    expect(taken("drugs: [C03CA01]", "en")).toEqual(["furosemide"]);
  });

  it("is each drug once, those of no class and those that are not understood too", () => {
    expect(taken("drugs: [furosemid, C03CA01, Strange remedy]")).toEqual(["furosemid", "Strange remedy"]);
  });

  it("is a class only if no named drug belongs to it", () => {
    expect(taken("{ drugs-so-far: [furosemid], taking-statin: present, taking-diuretic: present }")).toEqual([
      "furosemid",
      "taking-statin",
    ]);
  });

  it("is nothing where nothing was told, or a class was denied", () => {
    expect(taken("{ cramp: present }")).toEqual([]);
    expect(taken("{ taking-statin: absent }")).toEqual([]);
  });
});
