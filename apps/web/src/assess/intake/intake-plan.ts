/**
 * The sections of the intake: what stands first comes from intake.yaml, the rest from the groups of the knowledge.
 *
 * Every finding that a person can answer is in exactly one section, and a few are in the section `first` as well. Drug classes are
 * not there, for they follow from the list of drugs.
 */
import type { FindingDefinition } from "@krampe/core/knowledge/knowledge.ts";

/** The form of intake.yaml. */
export interface WrittenIntake {
  readonly sections: readonly {
    readonly id: SectionId;
    readonly groups: readonly string[];
    readonly first: readonly (
      | string
      | { readonly finding: string; readonly if: Readonly<Record<string, string>> }
    )[];
  }[];
}

export type SectionId =
  | "first"
  | "person"
  | "complaint"
  | "where"
  | "when"
  | "triggers"
  | "relief"
  | "background"
  | "examination"
  | "drugs"
  | "laboratory"
  | "ecg"
  | "emg"
  | "imaging";

export interface IntakeItem {
  readonly definition: FindingDefinition;
  /** Shown only when each of these findings has this answer. */
  readonly onlyIf: readonly (readonly [finding: string, answer: string])[];
}

export interface IntakeSection {
  readonly id: SectionId;
  readonly first: readonly IntakeItem[];
  /** Quantities before signs. */
  readonly more: readonly FindingDefinition[];
}

export function intakePlan(
  written: WrittenIntake,
  findings: readonly FindingDefinition[],
): readonly IntakeSection[] {
  const byId = new Map(findings.map((one) => [one.id, one]));
  const items = written.sections.map(({ first }) =>
    first.flatMap((one): IntakeItem[] => {
      const definition = byId.get(typeof one === "string" ? one : one.finding);
      return definition
        ? [{ definition, onlyIf: typeof one === "string" ? [] : Object.entries(one.if) }]
        : [];
    }),
  );
  const placed = new Set(items.flat().map(({ definition }) => definition.id));
  return written.sections.map(({ id, groups }, index) => ({
    id,
    first: items[index],
    more: findings
      .filter(({ group, drugs, formula }) => groups.includes(group) && drugs.length === 0 && !formula)
      .filter((one) => !placed.has(one.id))
      .sort((a, b) => Number(b.kind === "quantity") - Number(a.kind === "quantity")),
  }));
}
