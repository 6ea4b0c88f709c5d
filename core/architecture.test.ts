import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

/** The order in which data flows. A folder imports only from itself and from folders before it. */
const ORDER = [
  "issue",
  "quantity",
  "criterion",
  "signal",
  "recording",
  "muscle",
  "measurement",
  "knowledge",
  "finding",
  "assessment",
  "pattern",
  "plan",
  "trial",
  "fhir",
];

/** Packages that run everywhere and may therefore be used by the core. */
const PACKAGES = ["js-yaml", "yaml", "@lhncbc/ucum-lhc", "typebox", "fflate", "@noble/hashes"];

const core = dirname(fileURLToPath(import.meta.url));

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === "node_modules") return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return entry.name.endsWith(".ts") ? [path] : [];
  });
}

function importsOf(source: string): string[] {
  const pattern = /(?:^|[\s;])(?:import|export)\s[^"';]*?from\s*"([^"]+)"|import\s*\(?\s*"([^"]+)"/g;
  return [...source.matchAll(pattern)].map((match) => match[1] ?? match[2]);
}

const isTest = (path: string) => path.endsWith(".test.ts") || path.includes(`${sep}testing${sep}`);

describe("the order of the core's folders", () => {
  const files = sourceFiles(core).filter((path) => relative(core, path).includes(sep));

  it("finds the files it is meant to check", () => {
    expect(files.length).toBeGreaterThan(3);
  });

  it("names every folder of the core", () => {
    const folders = new Set(files.map((path) => relative(core, path).split(sep)[0]));
    for (const folder of folders) expect(ORDER).toContain(folder);
  });

  it("lets no file import from a folder that comes later, nor anything that runs only in one place", () => {
    const wrong: string[] = [];
    for (const path of files) {
      const own = relative(core, path).split(sep)[0];
      for (const target of importsOf(readFileSync(path, "utf8"))) {
        if (target.startsWith(".")) {
          const folder = relative(core, join(dirname(path), target)).split(sep)[0];
          if (isTest(path)) continue;
          if (ORDER.indexOf(folder) > ORDER.indexOf(own) || !ORDER.includes(folder))
            wrong.push(`${relative(core, path)} imports ${target}`);
        } else if (
          !isTest(path) &&
          !PACKAGES.some((name) => target === name || target.startsWith(`${name}/`))
        ) {
          wrong.push(`${relative(core, path)} imports the package ${target}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});
