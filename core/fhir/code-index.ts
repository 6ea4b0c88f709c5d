/**
 * Which findings a code sets. A code that is broader than the finding, or only related, never sets it: it is told as a hint.
 */
import type { Code, FindingDefinition } from "../knowledge/knowledge.ts";
import { ATC, canonicalSystem, codeAndItsPrefixes, KRAMPE_FINDING } from "./code-systems.ts";
import { type Json, maps, text } from "./json-access.ts";

export interface Coding {
  /** Canonical. */
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

export interface CodeMatch {
  readonly finding: FindingDefinition;
  readonly says: "present" | "absent" | "hint";
}

export interface CodeIndex {
  /** Findings of one concept; each once, what is exact before hints. Empty if no coding is known. */
  matches(codings: readonly Coding[]): readonly CodeMatch[];
}

const made = new WeakMap<readonly FindingDefinition[], CodeIndex>();

/** Made once for each knowledge: a population has many patients. */
export function codeIndex(findings: readonly FindingDefinition[]): CodeIndex {
  const index = made.get(findings) ?? makeIndex(findings);
  made.set(findings, index);
  return index;
}

function makeIndex(findings: readonly FindingDefinition[]): CodeIndex {
  const byCode = new Map<string, CodeMatch[]>();
  const add = (code: Code, match: CodeMatch) => {
    const key = keyOf(canonicalSystem(code.system), code.code);
    byCode.set(key, [...(byCode.get(key) ?? []), match]);
  };
  for (const finding of findings) {
    for (const code of finding.codes) {
      if (code.system === ATC && finding.drugs.length > 0) continue; // Drugs go by the prefixes of their class.
      add(code, { finding, says: code.fit === "broad" || code.fit === "related" ? "hint" : "present" });
    }
    for (const code of finding.record.absentCodes) add(code, { finding, says: "absent" });
  }
  const own = new Map(findings.map((finding) => [finding.id, { finding, says: "present" } as const]));
  return {
    matches: (codings) => {
      // What Krampe wrote itself names its finding, and means no other that shares a code with it.
      const named = codings.find(({ system, code }) => system === KRAMPE_FINDING && own.has(code));
      if (named) return [own.get(named.code)!];
      const found = new Map<string, CodeMatch>();
      for (const { system, code } of codings) {
        for (const part of codeAndItsPrefixes(system, code)) {
          for (const match of byCode.get(keyOf(system, part)) ?? []) {
            const before = found.get(match.finding.id);
            if (!before || before.says === "hint") found.set(match.finding.id, match);
          }
        }
      }
      return [...found.values()].sort((a, b) => Number(a.says === "hint") - Number(b.says === "hint"));
    },
  };
}

function keyOf(system: string, code: string): string {
  return `${system}|${code}`;
}

/** The codings of a CodeableConcept, with canonical systems; those without system or code are left out. */
export function codingsOf(concept: Json | undefined): Coding[] {
  return maps(concept, "coding").flatMap((coding) => {
    const system = text(coding, "system");
    const code = text(coding, "code");
    const display = text(coding, "display");
    if (system === undefined || code === undefined) return [];
    return [{ system: canonicalSystem(system), code, ...(display !== undefined && { display }) }];
  });
}

/** What a concept is called, for people. */
export function conceptName(concept: Json | undefined): string {
  const display = maps(concept, "coding")
    .map((coding) => text(coding, "display"))
    .find(Boolean);
  const code = maps(concept, "coding")
    .map((coding) => text(coding, "code"))
    .find(Boolean);
  return text(concept, "text") ?? display ?? code ?? "?";
}
