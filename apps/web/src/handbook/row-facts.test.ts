import { describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../../../cli/knowledge-on-disk.ts";
import { rowFacts } from "./row-facts.ts";

const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const knowledge = loaded.value;
const rows = knowledge.phenomena.filter(({ group }) => group === "page-row");

describe("what the page says of its rows", () => {
  it("stands in one row each, all of it", () => {
    const marks = rows.flatMap((row) => rowFacts(row, knowledge)).sort();
    const all = Array.from({ length: 20 }, (_, index) => `F0${17 + index}`);
    expect(marks).toEqual(all);
  });

  it("stays with the row that says it, whatever argues with it", () => {
    const rowOf = (mark: string) => rows.find((row) => rowFacts(row, knowledge).includes(mark))?.id;
    expect(rowOf("F023")).toBe("myopathic-cramp");
    expect(rowOf("F035")).toBe("stiff-person");
  });
});
