/**
 * Knowledge, examples and the order of the intake, made into data when the application is built.
 *
 * The YAML is read and checked here, so that the browser gets checked JSON and needs neither the checker nor a YAML reader to start.
 * The JSON goes through the bundler's own handling of assets: hashed names, fetched and not part of the JavaScript.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readLocatedDocument } from "@krampe/core/issue/located-document.ts";
import type { Plugin } from "vite";
import { knowledgeFiles, knowledgeOnDisk } from "../../cli/knowledge-on-disk.ts";
import { splitKnowledge } from "../src/knowledge/knowledge-parts.ts";

const web = fileURLToPath(new URL("../", import.meta.url));
const knowledgeFolder = join(web, "../../knowledge");
const made = join(web, "../../node_modules/.cache/krampe/web");

/** Modules that are the address of a JSON file, and what the file holds. */
const DATA: Readonly<Record<string, () => unknown>> = {
  "krampe:knowledge-for-assessing": () => parts().forAssessing,
  "krampe:rest-of-knowledge": () => parts().rest,
  "krampe:examples": examples,
};

const INTAKE = "krampe:intake";

export function builtData(): Plugin {
  return {
    name: "krampe-built-data",
    enforce: "pre",
    buildStart() {
      split = undefined;
      for (const { path } of knowledgeFiles(knowledgeFolder)) this.addWatchFile(join(knowledgeFolder, path));
    },
    resolveId(id) {
      const data = DATA[id];
      if (data) return `${writeOut(id, data())}?url`;
      return id === INTAKE ? `\0${INTAKE}` : undefined;
    },
    load(id) {
      if (id !== `\0${INTAKE}`) return undefined;
      const path = join(web, "intake.yaml");
      this.addWatchFile(path);
      return `export default ${JSON.stringify(readYaml(path))}`;
    },
  };
}

let split: ReturnType<typeof splitKnowledge> | undefined;

function parts(): ReturnType<typeof splitKnowledge> {
  split ??= splitKnowledgeOnDisk();
  return split;
}

function splitKnowledgeOnDisk(): ReturnType<typeof splitKnowledge> {
  const loaded = knowledgeOnDisk();
  if (!loaded.ok) {
    const lines = loaded.issues.map(({ message, place }) => `${place?.file}:${place?.line}: ${message.en}`);
    throw new Error(`The knowledge has mistakes:\n${lines.join("\n")}`);
  }
  return splitKnowledge(loaded.value);
}

/** Every example as its plain content, in the order of the file names. */
function examples(): unknown {
  const folder = join(web, "examples");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => ({ id: basename(name, ".yaml"), content: readYaml(join(folder, name)) }));
}

export function readYaml(path: string): unknown {
  const read = readLocatedDocument(readFileSync(path, "utf8"), path);
  if (!read.ok) throw new Error(`${path}: ${read.issues[0].message.en}`);
  return read.value.value;
}

function writeOut(id: string, content: unknown): string {
  mkdirSync(made, { recursive: true });
  const path = join(made, `${id.replace("krampe:", "")}.json`);
  writeFileSync(path, JSON.stringify(content));
  return path;
}
