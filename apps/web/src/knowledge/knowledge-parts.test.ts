import { describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../../../cli/knowledge-on-disk.ts";
import { joinKnowledge, splitKnowledge, unpackForAssessing } from "./knowledge-parts.ts";

const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const parts = splitKnowledge(loaded.value);
const fetched = unpackForAssessing(JSON.parse(JSON.stringify(parts.forAssessing)));
const rest = JSON.parse(JSON.stringify(parts.rest));

describe("knowledge in two files", () => {
  it("comes back whole, but for the places in the YAML files", () => {
    const plain = (value: unknown) =>
      JSON.stringify(value, (key, part) => (key === "place" ? undefined : sorted(part)));
    expect(plain(joinKnowledge(fetched, rest))).toBe(plain(loaded.value));
  });

  it("keeps what only the handbook needs out of the first file", () => {
    const text = JSON.stringify(parts.forAssessing);
    expect(text).not.toContain('"place"');
    expect(text).not.toContain('"codes"');
    expect(fetched.findings.every(({ codes }) => codes.length === 0)).toBe(true);
    expect(fetched.references).toEqual(JSON.parse(JSON.stringify(loaded.value.references)));
  });

  it("refuses parts of different builds", () => {
    expect(() => joinKnowledge(fetched, { ...rest, hash: "other" })).toThrow("different builds");
  });
});

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
