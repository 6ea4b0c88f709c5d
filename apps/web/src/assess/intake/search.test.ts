import { drugIndex } from "@krampe/core/finding/drug-index.ts";
import { describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../../../../cli/knowledge-on-disk.ts";
import { listedDrug, suggestDrugs } from "./drug-search.ts";
import { findingIndex } from "./finding-search.ts";

const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const { findings } = loaded.value;
const index = drugIndex(findings);
const drugs = (text: string) => suggestDrugs(text, index, findings, 8).map(({ drug }) => drug);

describe("the search for findings", () => {
  const { search } = findingIndex(findings);
  const ids = (text: string) => search(text, 20).map(({ id }) => id);

  it("finds by label, synonym and question, in both languages", () => {
    expect(ids("mørk urin")).toContain("dark-urine");
    expect(ids("dark urine")[0]).toBe("dark-urine");
    expect(ids("CK")).toContain("creatine-kinase");
    expect(ids("parese")).toContain("weakness-on-examination");
  });

  it("wants every word, from its beginning", () => {
    expect(ids("calf cr")).toContain("calf-cramp");
    expect(ids("calf zebra")).toEqual([]);
    expect(ids("  ")).toEqual([]);
  });
});

describe("the search for drugs", () => {
  it("finds by name in both languages and by ATC code", () => {
    expect(drugs("simva")[0]).toBe("C10AA01");
    expect(drugs("C10AA01")).toContain("C10AA01");
    expect(drugs("hydroklor")).toEqual(drugs("hydrochlor"));
  });

  it("finds a class by its name", () => {
    expect(drugs("statin")).toContain("taking-statin");
  });

  it("says which classes a drug belongs to, and when it knows none", () => {
    expect(listedDrug("C10AA01", index, findings, "nb")).toMatchObject({ known: true, atc: "C10AA01" });
    expect(listedDrug("wonderpill", index, findings, "en")).toMatchObject({ known: false, classes: [] });
    expect(listedDrug("C10", index, findings, "en").possible.length).toBeGreaterThan(0);
  });
});
