/**
 * Which findings a code sets. A code that is broader than the finding, or only related, never sets it: it is told as a hint.
 */
import type { Code, FindingDefinition } from "../knowledge/knowledge.ts";
import { ATC, canonicalSystem, codeAndItsPrefixes, KRAMPE_FINDING, refinesByPrefix } from "./code-systems.ts";
import { type Json, maps, text } from "./json-access.ts";

export interface Coding {
  /** Canonical. */
  readonly system: string;
  readonly code: string;
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
  const bySystem = new Map<string, Map<string, CodeMatch[]>>();
  const add = ({ system, code }: Code, match: CodeMatch) => {
    const canonical = canonicalSystem(system);
    const byCode = bySystem.get(canonical) ?? new Map<string, CodeMatch[]>();
    bySystem.set(canonical, byCode.set(code, [...(byCode.get(code) ?? []), match]));
  };
  for (const finding of findings) {
    for (const code of finding.codes) {
      if (code.system === ATC && finding.drugs.length > 0) continue; // Drugs go by the prefixes of their class.
      add(code, { finding, says: code.fit === "broad" || code.fit === "related" ? "hint" : "present" });
    }
    for (const code of finding.record.absentCodes) add(code, { finding, says: "absent" });
  }
  const own = new Map(findings.map((finding) => [finding.id, { finding, says: "present" } as const]));
  const ofOneCode = new Map(
    [...bySystem].map(([system, byCode]) => [
      system,
      new Map([...byCode].map(([code, matches]) => [code, eachOnce(matches)])),
    ]),
  );
  return {
    matches: (codings) => {
      if (codings.length === 0) return NO_MATCHES;
      // What Krampe wrote itself names its finding, and means no other that shares a code with it.
      const named = codings.find(({ system, code }) => system === KRAMPE_FINDING && own.has(code));
      if (named) return [own.get(named.code)!];
      if (codings.length === 1 && !refinesByPrefix(codings[0].system))
        return ofOneCode.get(codings[0].system)?.get(codings[0].code) ?? NO_MATCHES;
      return eachOnce(
        codings.flatMap(({ system, code }) => {
          const byCode = bySystem.get(system);
          return byCode ? codeAndItsPrefixes(system, code).flatMap((part) => byCode.get(part) ?? []) : [];
        }),
      );
    },
  };
}

const NO_MATCHES: readonly CodeMatch[] = [];

/** Of each finding the first match that is exact, or else its last hint; what is exact goes first. */
function eachOnce(matches: readonly CodeMatch[]): readonly CodeMatch[] {
  const found = new Map<string, CodeMatch>();
  for (const match of matches) {
    const before = found.get(match.finding.id);
    if (!before || before.says === "hint") found.set(match.finding.id, match);
  }
  return [...found.values()].sort((a, b) => Number(a.says === "hint") - Number(b.says === "hint"));
}

/** The codings of a CodeableConcept, with canonical systems; those without system or code are left out. */
export function codingsOf(concept: Json | undefined): Coding[] {
  const codings: Coding[] = [];
  for (const coding of maps(concept, "coding")) {
    const system = text(coding, "system");
    const code = text(coding, "code");
    if (system === undefined || code === undefined) continue;
    codings.push({ system: canonicalSystem(system), code });
  }
  return codings;
}

/** Of a status, whose system older servers leave out: the first code with a system, or else the first. */
export function statusCode(concept: Json | undefined): string | undefined {
  const codings = maps(concept, "coding");
  const coded = codings.find((one) => text(one, "system") !== undefined && text(one, "code") !== undefined);
  return text(coded ?? codings[0], "code");
}

/** What a concept is called, for people. */
export function conceptName(concept: Json | undefined): string {
  return text(concept, "text") ?? firstText(concept, "display") ?? firstText(concept, "code") ?? "?";
}

function firstText(concept: Json | undefined, key: string): string | undefined {
  for (const coding of maps(concept, "coding")) {
    const found = text(coding, key);
    if (found !== undefined) return found;
  }
  return undefined;
}
