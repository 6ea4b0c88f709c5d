import { describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../../../cli/knowledge-on-disk.ts";
import { referenceLinks } from "./reference-links.ts";

const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const { references } = loaded.value;

describe("where a reference can be read", () => {
  it("is an https address that a browser understands, for every reference", () => {
    for (const reference of references) {
      for (const { href } of referenceLinks(reference)) expect(new URL(href).protocol).toBe("https:");
    }
  });

  it("never is a script", () => {
    const reference = {
      key: "x",
      citation: "x",
      seen: "page",
      facts: [],
      resolves: [],
      url: "javascript:alert(1)",
    };
    expect(referenceLinks(reference)).toEqual([]);
  });
});
