import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Value } from "typebox/value";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { knowledgeOnDisk } from "../apps/cli/knowledge-on-disk.ts";
import { PRESENT } from "../core/criterion/finding-value.ts";
import { compileKnowledge } from "../core/knowledge/compile-knowledge.ts";
import { consult } from "../core/plan/consultation.ts";
import { reportOf } from "../core/plan/report.ts";
import { ReportSchema } from "../core/plan/report-schema.ts";
import { REFERENCE, referencePages } from "./reference.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const knowledge = loaded.value;

describe("the reference", () => {
  it.each([...referencePages(knowledge)])("%s is as 'npm run docs' writes it", (path, text) => {
    expect(readFileSync(join(REFERENCE, path), "utf8")).toBe(text);
  });

  it("describes every report, whatever is found", () => {
    const compiled = compileKnowledge(knowledge);
    const signs = knowledge.findings.filter(({ kind }) => kind === "sign");
    for (let start = 0; start < signs.length; start += 12) {
      const findings = signs
        .slice(start, start + 12)
        .map(({ id }) => ({ id, value: PRESENT, origin: "told" as const }));
      const report = JSON.parse(JSON.stringify(reportOf(consult(compiled, findings), "nb")));
      expect([...Value.Errors(ReportSchema, report)].slice(0, 3)).toEqual([]);
    }
  });
});

/** Ids that some worked case expects something of. */
function expectedIds(): Set<string> {
  const folder = join(root, "cases");
  const ids = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value === "string") ids.add(value);
    else if (Array.isArray(value)) for (const one of value) collect(one);
    else if (typeof value === "object" && value !== null)
      for (const [key, inner] of Object.entries(value)) {
        ids.add(key);
        collect(inner);
      }
  };
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".yaml"))) {
    for (const one of parse(readFileSync(join(folder, file), "utf8")) as { expect: unknown }[])
      collect(one.expect);
  }
  return ids;
}

describe("the worked cases", () => {
  it("expect something of every phenomenon, cause, red flag, treatment and test", () => {
    const ids = expectedIds();
    const { phenomena, causes, redFlags, treatments, investigations } = knowledge;
    const missing = [phenomena, causes, redFlags, treatments, investigations]
      .flat()
      .filter(({ id }) => !ids.has(id));
    expect(missing.map(({ id }) => id)).toEqual([]);
  });
});

describe("links in the documents", () => {
  const documents = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "CHANGELOG.md",
    "docs",
  ].flatMap((name) => (name.endsWith(".md") ? [name] : markdownBelow(name)));

  it.each(documents)("%s leads nowhere that is not there", (document) => {
    const text = readFileSync(join(root, document), "utf8");
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .map((match) => match[1])
      .filter((target) => !/^(https?:|#)/.test(target));
    for (const target of targets) {
      expect(existsSync(join(root, dirname(document), target.split("#")[0])), `${document} → ${target}`).toBe(
        true,
      );
    }
  });
});

function markdownBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return markdownBelow(path);
    return entry.name.endsWith(".md") ? [path] : [];
  });
}
