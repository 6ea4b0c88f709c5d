/**
 * One name for a recording that shows several patterns at different times.
 *
 * A pathological pattern comes first if it takes at least a twentieth of the active time or a second of it; then
 * physiological activity, then artefact, then silence. Within one group: the better verdict, then the longer time. The
 * recording is undetermined when more of its active time is undetermined than named.
 */
import { verdictRank } from "../assessment/verdict.ts";
import type { Pattern } from "../knowledge/knowledge.ts";
import type { NamedPattern, PatternSummary } from "./types/named-pattern.ts";

const GROUPS: readonly Pattern["group"][] = ["pathological", "physiological", "technical", "none"];
const NOTEWORTHY_SHARE = 0.05;
const NOTEWORTHY_S = 1;

export function summaryOf(timeline: readonly NamedPattern[], patterns: readonly Pattern[]): PatternSummary {
  const groupOf = new Map(patterns.map(({ id, group }) => [id, group]));
  const byId = new Map<string, { best: NamedPattern; seconds: number }>();
  for (const one of timeline) {
    const seconds = one.toS - one.fromS;
    const known = byId.get(one.id);
    if (known === undefined) byId.set(one.id, { best: one, seconds });
    else
      byId.set(one.id, {
        best: isBetter(one, known.best) ? one : known.best,
        seconds: known.seconds + seconds,
      });
  }
  const all = [...byId.values()];
  const isActive = ({ best }: { best: NamedPattern }) =>
    groupOf.get(best.id) !== "none" || best.id === "undetermined";
  const activeS = all.filter(isActive).reduce((sum, { seconds }) => sum + seconds, 0);
  const candidates = all
    .filter(({ best, seconds }) => {
      const pathological = groupOf.get(best.id) === "pathological";
      return !pathological || seconds >= Math.min(NOTEWORTHY_S, NOTEWORTHY_SHARE * activeS);
    })
    .filter(({ best }) => best.id !== "undetermined")
    .sort(
      (a, b) =>
        rank(groupOf.get(a.best.id)) - rank(groupOf.get(b.best.id)) ||
        verdictRank(a.best.verdict) - verdictRank(b.best.verdict) ||
        b.seconds - a.seconds,
    );
  const open = byId.get("undetermined");
  const chosen = candidates[0];
  const named =
    open !== undefined && (chosen === undefined || outweighs(open.seconds, chosen, groupOf))
      ? open.best
      : chosen?.best;
  return {
    id: named?.id ?? "undetermined",
    label: named?.label ?? { en: "Undetermined", nb: "Uavklart" },
    verdict: named?.verdict ?? "open",
    between: named?.between ?? [],
    settledBy: named?.settledBy ?? [],
    shown: all
      .sort((a, b) => b.seconds - a.seconds)
      .map(({ best, seconds }) => ({ id: best.id, label: best.label, seconds })),
  };
}

/** Silence and artefact do not speak for a recording with activity that has no name; a named activity does if it lasts as long. */
function outweighs(
  undeterminedS: number,
  { best, seconds }: { best: NamedPattern; seconds: number },
  groupOf: ReadonlyMap<string, Pattern["group"]>,
): boolean {
  const group = groupOf.get(best.id);
  if (group === "pathological") return false;
  if (group === "physiological" || group === "technical") return undeterminedS > seconds;
  return undeterminedS > NOTEWORTHY_SHARE * seconds;
}

function isBetter(one: NamedPattern, other: NamedPattern): boolean {
  const rankOf = verdictRank(one.verdict) - verdictRank(other.verdict);
  return rankOf < 0 || (rankOf === 0 && one.toS - one.fromS > other.toS - other.fromS);
}

function rank(group: Pattern["group"] | undefined): number {
  return group === undefined ? GROUPS.length : GROUPS.indexOf(group);
}
