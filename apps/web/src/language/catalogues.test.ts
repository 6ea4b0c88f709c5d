import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const folder = fileURLToPath(new URL(".", import.meta.url));
const pages = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** Every text by its path; a function as the text it makes when each parameter is a plain number. */
function texts(group: object, path = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(group)) {
    const at = path === "" ? key : `${path}.${key}`;
    if (typeof value === "string") found.set(at, value);
    else if (typeof value === "function") found.set(at, String(value(...Array(value.length).fill(2))));
    else for (const [inner, text] of texts(value, at)) found.set(inner, text);
  }
  return found;
}

describe.each(pages)("the texts of %s", async (page) => {
  const { en } = await import(`./${page}/en.ts`);
  const { nb } = await import(`./${page}/nb.ts`);
  const [english, norwegian] = [texts(en), texts(nb)];

  it("are there in both languages", () => {
    expect([...norwegian.keys()].sort()).toEqual([...english.keys()].sort());
    for (const text of [...english.values(), ...norwegian.values()]) expect(text.trim()).not.toBe("");
  });

  it("are Norwegian in Norwegian", () => {
    const typical = /\b(the|and|with|what|of)\b/i;
    const left = [...norwegian].filter(([, text]) => typical.test(text.replaceAll(/«[^»]*»/g, "")));
    expect(left).toEqual([]);
  });
});
