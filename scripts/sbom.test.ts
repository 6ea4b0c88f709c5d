import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { bom, doubts } from "./sbom.ts";

const made = bom();

it("the list is CycloneDX and names Krampe and its parts by their packages", () => {
  expect(made).toMatchObject({ bomFormat: "CycloneDX", specVersion: expect.stringMatching(/^1\.\d$/) });
  expect(made.metadata.component.name).toBe("krampe-workspace");
  const names = made.components.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["krampe", "@krampe/core", "@krampe/service", "@krampe/web"]));
});

it("what the core and the service need is in it in the exact version, and what only tests need is not", () => {
  const versions = new Map(made.components.map(({ name, version }) => [name, version]));
  for (const folder of ["core", "apps/service"]) {
    const { dependencies } = JSON.parse(
      readFileSync(new URL(`../${folder}/package.json`, import.meta.url), "utf8"),
    );
    for (const [name, version] of Object.entries(dependencies))
      expect([name, versions.get(name)]).toEqual([name, version]);
  }
  expect(versions.has("vitest")).toBe(false);
});

it("every package has a permissive licence and a checksum", () => {
  expect(doubts(made)).toEqual([]);
});

it("a package without licence or checksum, or with a licence that binds others, is noticed", () => {
  const part = { "bom-ref": "x", purl: "pkg:npm/x@1.0.0", name: "x", version: "1.0.0" };
  const hashes = ["one"];
  const licensed = (expression: string) => ({ ...part, hashes, licenses: [{ expression }] });
  const found = (component: (typeof made.components)[number]) => doubts({ ...made, components: [component] });
  expect(found(part)).toEqual(["x 1.0.0: no licence", "x 1.0.0: no checksum"]);
  expect(found(licensed("GPL-3.0"))).toEqual(["x 1.0.0: GPL-3.0"]);
  expect(found(licensed("(MIT OR GPL-3.0)"))).toEqual([]);
  expect(found(licensed("MIT AND GPL-3.0"))).toHaveLength(1);
});
