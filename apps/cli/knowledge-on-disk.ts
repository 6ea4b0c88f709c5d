/**
 * The knowledge as it lies on disk.
 *
 * Reading and checking all YAML takes longer than a short command should; so the checked result is kept beside the installed
 * packages under the hash of the texts and of the code that checks them, and a changed file is read anew. Without a place to
 * keep it, it is read each time.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Result } from "@krampe/core/issue/issue.ts";
import { failure, success } from "@krampe/core/issue/issue.ts";
import type { Knowledge } from "@krampe/core/knowledge/knowledge.ts";
import type { KnowledgeFile } from "@krampe/core/knowledge/load-knowledge.ts";
import { loadKnowledge } from "@krampe/core/knowledge/load-knowledge.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const KNOWLEDGE = join(root, "knowledge");
const CACHE = join(root, "node_modules", ".cache", "krampe");
const CHECKING_CODE = ["knowledge", "criterion", "quantity"].map((folder) => join(root, "core", folder));

/** The knowledge of the project, or of another folder of the same form. */
export function knowledgeOnDisk(folder = KNOWLEDGE): Result<Knowledge> {
  let files: KnowledgeFile[];
  try {
    files = knowledgeFiles(folder);
  } catch (error) {
    return failure({
      code: "knowledge-not-found",
      severity: "error",
      message: {
        en: `The knowledge in '${folder}' cannot be read (${(error as Error).message}).`,
        nb: `Kunnskapen i «${folder}» kan ikke leses (${(error as Error).message}).`,
      },
      suggestion: {
        en: "Give the folder that holds references.yaml.",
        nb: "Oppgi mappen som inneholder references.yaml.",
      },
      place: { file: folder },
    });
  }
  const kept = join(CACHE, `knowledge-${contentHash(files)}.json`);
  const before = readKept(kept);
  if (before) return success(before);
  const loaded = loadKnowledge(files);
  if (loaded.ok && loaded.issues.length === 0) keep(kept, loaded.value);
  return loaded;
}

/** Every YAML file below a folder, with its path relative to it. */
export function knowledgeFiles(folder: string): KnowledgeFile[] {
  return filesBelow(folder, ".yaml").map((path) => ({
    path: relative(folder, path).split(sep).join("/"),
    text: readFileSync(path, "utf8"),
  }));
}

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(path, ending);
      return entry.name.endsWith(ending) ? [path] : [];
    })
    .sort();
}

function contentHash(files: readonly KnowledgeFile[]): string {
  const hash = createHash("sha256");
  for (const { path, text } of files) hash.update(`${path}\n${text.length}\n`).update(text);
  for (const path of CHECKING_CODE.flatMap((folder) => filesBelow(folder, ".ts"))) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest("hex").slice(0, 32);
}

function readKept(path: string): Knowledge | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

function keep(path: string, knowledge: Knowledge): void {
  try {
    mkdirSync(CACHE, { recursive: true });
    const temporary = `${path}.${process.pid}`;
    writeFileSync(temporary, JSON.stringify(knowledge));
    renameSync(temporary, path);
  } catch {
    // Nowhere to keep it: the next call reads the files again.
  }
}
