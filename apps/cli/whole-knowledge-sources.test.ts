/** Who says what: over the whole knowledge, a standing is no better than its weakest source. */
import type { Cited } from "@krampe/core/knowledge/knowledge.ts";
import { describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "./knowledge-on-disk.ts";

const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const { page: _page, references: _references, ...said } = loaded.value;

type Said = Cited & { readonly facts?: readonly string[] };

/** Everything with a source, at whatever depth, and the way to it. */
function citedIn(value: unknown, path = ""): [string, Said][] {
  if (typeof value !== "object" || value === null) return [];
  const own: [string, Said][] =
    "source" in value && "verified" in value && Array.isArray(value.source) ? [[path, value as Said]] : [];
  const inner = Object.entries(value).flatMap(([key, part]) => citedIn(part, `${path}/${part?.id ?? key}`));
  return [...own, ...inner];
}

const everything = citedIn(said);

describe("whatever has a source", () => {
  it("is recalled if part of it is", () => {
    expect(everything.length).toBeGreaterThan(2000);
    const better = everything.filter(
      ([, { source, verified }]) => source.includes("recalled") && verified !== "recalled",
    );
    expect(better.map(([path]) => path)).toEqual([]);
  });

  it("is not called seen if it was worked out", () => {
    const seen = everything.filter(
      ([, { source, verified }]) => source.includes("derived") && verified === "seen",
    );
    expect(seen.map(([path]) => path)).toEqual([]);
  });

  it("names the handbook page where it carries one of its facts", () => {
    const strangers = everything.filter(
      ([, { source, facts = [] }]) => facts.length > 0 && !source.includes("NEVRO"),
    );
    expect(strangers.map(([path]) => path)).toEqual([]);
  });
});
