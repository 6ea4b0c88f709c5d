import { describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../../../cli/knowledge-on-disk.ts";
import { handbookIndex } from "./handbook-search.ts";

const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const search = handbookIndex(loaded.value);
const first = (query: string) => search(query)[0];

describe("searching the handbook", () => {
  it("finds an entry by its name in either language, and by a part of it", () => {
    expect(first("kinin")).toMatchObject({ kind: "treatment", id: "quinine" });
    expect(search("quinine").map(({ id }) => id)).toContain("quinine");
    expect(search("neurogen").map(({ id }) => id)).toContain("neurogenic-cramp");
    expect(search("nevrogen").map(({ id }) => id)).toContain("neurogenic-cramp");
  });

  it("finds drugs by substance and by ATC code", () => {
    expect(search("furosemid").map(({ id }) => id)).toContain("taking-loop-diuretic");
    expect(search("C01BB02").map(({ id }) => id)).toContain("mexiletine");
  });

  it("finds a source by author", () => {
    expect(search("Minetto").some(({ kind }) => kind === "reference")).toBe(true);
  });

  it("wants every word, and nothing for nothing", () => {
    expect(search("magnesium zzzz")).toEqual([]);
    expect(search("  ,. ")).toEqual([]);
  });
});
