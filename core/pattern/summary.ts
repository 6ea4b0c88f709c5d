/**
 * One name for a recording that shows several patterns at different times.
 *
 * The principle: the main name must hold for the recording, not for a moment of it. It covers a good part of what competes with
 * it, or it comes back. What is shorter is told *beside* the main name and stays in the timeline; nothing is hidden.
 *
 * - Silence is no competitor of activity: one cramp or one myotonic train in a muscle that is silent before and after decides, as
 *   long as it is more than an instant (a second, or a twentieth of the active time).
 * - Voluntary activity is one: a pathological pattern is the main one where, in some channel, it takes at least a quarter of the
 *   time that the two take together, or is a quarter of their stretches and at least three of them.
 * - Activity without a name is one as well: a moment of it that has a name must be a twentieth of it, or come back as often.
 * - Artefact speaks for a silent recording by the same measure. Time that is merely missing (gap, drop-out, saturation) is no event:
 *   it decides only when half of a channel or more is missing.
 * - What is undetermined takes the place of a physiological name when it lasts longer, and of silence when it is more than a
 *   twentieth of it: activity without a name must not be called silence. Quiet time of which it is not sure that it is silent
 *   does not compete with activity.
 *
 * Order of those that hold: pathological, physiological, artefact, silence; within one group the better verdict, then time and
 * balance of the arguments together (two muscles of a pair last equally long). Shares and counts: derived (see docs/decisions/emg-summary.md).
 */
import { verdictRank } from "../assessment/verdict.ts";
import type { Pattern } from "../knowledge/knowledge.ts";
import type { NamedPattern, PatternSummary } from "./types/named-pattern.ts";

const GROUPS: readonly Pattern["group"][] = ["pathological", "physiological", "technical", "none"];
const NOTEWORTHY_SHARE = 0.05;
const NOTEWORTHY_S = 1;
const MAIN_SHARE = 0.25;
const FEWEST_REPEATED = 3;
const MISSING_SHARE = 0.5;

interface Taken {
  readonly best: NamedPattern;
  readonly seconds: number;
}

export function summaryOf(timeline: readonly NamedPattern[], patterns: readonly Pattern[]): PatternSummary {
  const groupOf = new Map(patterns.map(({ id, group }) => [id, group]));
  const all = takenTogether(timeline);
  const isActive = ({ best: { id } }: Taken) => groupOf.get(id) !== "none" || id === "undetermined";
  const activeS = all.filter(isActive).reduce((sum, { seconds }) => sum + seconds, 0);
  const isMoreThanInstant = ({ seconds }: Taken) =>
    seconds >= Math.min(NOTEWORTHY_S, NOTEWORTHY_SHARE * activeS);
  const pathological = all
    .filter(({ best }) => groupOf.get(best.id) === "pathological")
    .filter(isMoreThanInstant);
  const candidates = all
    .filter((one) => {
      const group = groupOf.get(one.best.id);
      if (one.best.id === "undetermined") return false;
      if (group === "pathological")
        return (
          pathological.includes(one) &&
          holdsBeside(timeline, one.best.id, "voluntary", MAIN_SHARE) &&
          holdsBeside(timeline, one.best.id, "undetermined", NOTEWORTHY_SHARE)
        );
      return group !== "technical" || speaksForAll(timeline, one.best.id);
    })
    .sort(
      (a, b) =>
        rank(groupOf.get(a.best.id)) - rank(groupOf.get(b.best.id)) ||
        verdictRank(a.best.verdict) - verdictRank(b.best.verdict) ||
        b.seconds * b.best.balance - a.seconds * a.best.balance,
    );
  const open = takenTogether(timeline.filter(({ id }) => id === "undetermined"))[0];
  const chosen = candidates[0];
  const named =
    open !== undefined && (chosen === undefined || outweighs(timeline, chosen, groupOf))
      ? open.best
      : chosen?.best;
  return {
    id: named?.id ?? "undetermined",
    label: named?.label ?? { en: "Undetermined", nb: "Uavklart" },
    verdict: named?.verdict ?? "open",
    between: named?.between ?? [],
    settledBy: named?.settledBy ?? [],
    beside: pathological
      .filter(({ best }) => best.id !== named?.id)
      .sort((a, b) => b.seconds - a.seconds)
      .map((one) => {
        const { id, label, verdict } = one.best;
        return { id, label, verdict, seconds: one.seconds, holds: candidates.includes(one) };
      }),
    shown: all
      .sort((a, b) => b.seconds - a.seconds)
      .map(({ best, seconds }) => ({ id: best.id, label: best.label, seconds })),
  };
}

function takenTogether(timeline: readonly NamedPattern[]): Taken[] {
  const byId = new Map<string, Taken>();
  for (const one of timeline) {
    const seconds = lengthOf(one);
    const known = byId.get(one.id);
    byId.set(one.id, {
      best: known === undefined || isBetter(one, known.best) ? one : known.best,
      seconds: seconds + (known?.seconds ?? 0),
    });
  }
  return [...byId.values()];
}

/** In some channel the pattern takes its share of what the two take, in time or in stretches that come back. */
function holdsBeside(
  timeline: readonly NamedPattern[],
  id: string,
  competitor: string,
  share: number,
): boolean {
  return channelsOf(timeline).some((channel) => {
    const own = channel.filter((one) => one.id === id && one.kind !== "masked");
    const other = channel.filter(
      (one) => one.id === competitor && (id === "artefact" || one.kind !== "quiet"),
    );
    if (own.length === 0) return false;
    const repeats = own.length >= FEWEST_REPEATED && own.length >= share * (own.length + other.length);
    return repeats || secondsOf(own) >= share * (secondsOf(own) + secondsOf(other));
  });
}

/** Artefact: as an event beside silence, or because most of a channel is missing. */
function speaksForAll(timeline: readonly NamedPattern[], id: string): boolean {
  const isMissing = (channel: readonly NamedPattern[]) =>
    secondsOf(channel.filter(({ kind }) => kind === "masked")) >= MISSING_SHARE * secondsOf(channel);
  return holdsBeside(timeline, id, "silence", MAIN_SHARE) || channelsOf(timeline).some(isMissing);
}

function channelsOf(timeline: readonly NamedPattern[]): NamedPattern[][] {
  const indices = [...new Set(timeline.map(({ channelIndex }) => channelIndex))];
  return indices.map((index) => timeline.filter(({ channelIndex }) => channelIndex === index));
}

function secondsOf(entries: readonly NamedPattern[]): number {
  return entries.reduce((sum, one) => sum + lengthOf(one), 0);
}

function lengthOf({ fromS, toS }: NamedPattern): number {
  return toS - fromS;
}

/** Silence and artefact do not speak for a recording with activity that has no name; a named activity does if it lasts as long. */
function outweighs(
  timeline: readonly NamedPattern[],
  { best, seconds }: Taken,
  groupOf: ReadonlyMap<string, Pattern["group"]>,
): boolean {
  const open = timeline.filter(({ id }) => id === "undetermined");
  const group = groupOf.get(best.id);
  if (group === "pathological") return false;
  if (group === "physiological" || group === "technical")
    return secondsOf(open.filter(({ kind }) => kind !== "quiet")) > seconds;
  return secondsOf(open) > NOTEWORTHY_SHARE * seconds;
}

function isBetter(one: NamedPattern, other: NamedPattern): boolean {
  const rankOf = verdictRank(one.verdict) - verdictRank(other.verdict);
  return rankOf < 0 || (rankOf === 0 && lengthOf(one) > lengthOf(other));
}

function rank(group: Pattern["group"] | undefined): number {
  return group === undefined ? GROUPS.length : GROUPS.indexOf(group);
}
