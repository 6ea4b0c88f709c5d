/** Looking up a code is quick and clever; here, over the whole knowledge, it is held to what the words mean. */
import { codeIndex } from "@krampe/core/fhir/code-index.ts";
import { canonicalSystem } from "@krampe/core/fhir/code-systems.ts";
import { drugIndex } from "@krampe/core/finding/drug-index.ts";
import { describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "./knowledge-on-disk.ts";

const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const { findings } = loaded.value;
const begins = (code: string, prefixes: readonly string[]) => prefixes.some((one) => code.startsWith(one));

describe("every ATC code, at every level", () => {
  const codes = new Set(
    findings.flatMap(({ substances }) =>
      substances.flatMap(({ atc }) => [1, 3, 4, 5, 7].map((length) => atc.slice(0, length))),
    ),
  );
  const classes = findings.filter(({ drugs }) => drugs.length > 0);
  const index = drugIndex(findings);

  it("is certainly in the classes whose prefixes it begins with, in their order", () => {
    expect(codes.size).toBeGreaterThan(100);
    for (const code of codes) {
      const expected = classes.filter(
        ({ drugs, drugsExcept }) => begins(code, drugs) && !begins(code, drugsExcept),
      );
      expect(index.classesOf(code)?.certain).toEqual(expected.map(({ id }) => id));
    }
  });

  it("is perhaps in those with a prefix that begins with it, if it is coarse", () => {
    for (const code of codes) {
      const { certain = [], possible } = index.classesOf(code) ?? {};
      const finer = classes.filter(({ drugs }) => drugs.some((prefix) => prefix.startsWith(code)));
      const expected =
        code.length === 7 ? [] : finer.map(({ id }) => id).filter((id) => !certain.includes(id));
      expect(possible).toEqual(expected);
    }
  });
});

describe("every code of a finding", () => {
  const codes = findings
    .flatMap((finding) => [...finding.codes, ...finding.record.absentCodes])
    .map(({ system, code }) => ({ system: canonicalSystem(system), code }));
  const { matches } = codeIndex(findings);

  it("alone says the same as said twice, each finding once, what is exact before hints", () => {
    expect(codes.length).toBeGreaterThan(100);
    for (const code of codes) {
      const found = matches([code]);
      expect(matches([code, code])).toEqual(found);
      expect(new Set(found.map(({ finding }) => finding.id)).size).toBe(found.length);
      const says = found.map((one) => Number(one.says === "hint"));
      expect(says).toEqual(says.toSorted());
    }
  });
});
