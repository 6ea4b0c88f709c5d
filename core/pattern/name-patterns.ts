/**
 * Which pattern is it, where, and what is the recording called as a whole?
 *
 * Each stretch of each channel is weighed against all patterns. It gets the name of the best supported one if that is at least
 * *likely* and no other is supported as well; else it is `undetermined`, with what it lies between. So a stretch that could be
 * myokymic or neuromyotonic says so, instead of choosing.
 *
 * The summary is what holds for the recording, by its share or because it comes back (see `summary.ts`); what is shorter is told
 * beside it.
 *
 * Nothing is said about a disease. Source of the rule: derived.
 */
import type { Knowledge } from "../knowledge/knowledge.ts";
import type { RecordingMeasurement } from "../measurement/types/recording.ts";
import type { Stretch } from "../measurement/types/stretch.ts";
import type { PatternContext } from "./pattern-context.ts";
import { contextFeatures, type KnownFeatures } from "./stretch-truth.ts";
import { summaryOf } from "./summary.ts";
import type {
  NamedPattern,
  PatternArgument,
  PatternNames,
  SettledBy,
  WeighedPattern,
} from "./types/named-pattern.ts";
import { type Weighing, weighing, weighPatterns } from "./weigh-patterns.ts";
import { whatSettles } from "./what-settles.ts";

export const UNDETERMINED = "undetermined";
/** More names than these are no answer any more. */
const MOST_BETWEEN = 3;

/** In the order of channels, then of time. */
export function namePatterns(
  measurement: Pick<RecordingMeasurement, "channels">,
  context: PatternContext,
  knowledge: Pick<Knowledge, "patterns" | "features">,
): PatternNames {
  const scale = weighing(knowledge);
  const patterns = measurement.channels.flatMap((channel, channelIndex) =>
    joined(
      channel.stretches.map((stretch) => ({
        channel: channel.label,
        channelIndex,
        kind: stretch.kind,
        ...nameOfStretch(stretch, context, scale),
      })),
    ),
  );
  return { patterns, summary: summaryOf(patterns, knowledge.patterns) };
}

type Named = Omit<NamedPattern, "channel" | "channelIndex" | "kind">;

function settling(stretch: Stretch, context: PatternContext, scale: Weighing) {
  const on = { fromS: stretch.fromS, toS: stretch.toS };
  return whatSettles(context, (told) => {
    const [best, next] = weighPatterns(knownIn(stretch, told), on, scale);
    const rivalled = next !== undefined && next.verdict === best.verdict && next.balance === best.balance;
    if (!isSure(best) || rivalled || best.id === UNDETERMINED) return undefined;
    return { id: best.id, label: best.label, verdict: best.verdict };
  });
}

/** Of the patterns that it could become: the arguments that what was not told leaves open. */
function openArguments(
  ranked: readonly WeighedPattern[],
  settledBy: readonly SettledBy[],
): PatternArgument[] {
  const possible = new Set(settledBy.map(({ id }) => id));
  return ranked.filter(({ id }) => possible.has(id)).flatMap(({ missing }) => missing);
}

/** Activity that could be had at will, in a muscle of which nothing was told: at rest the same has another name. */
function isAsAtWill({ id }: WeighedPattern, context: PatternContext, { patterns }: Weighing): boolean {
  const group = patterns.find((one) => one.id === id)?.group;
  return group === "physiological" && context.state === undefined;
}

function isSure({ verdict }: WeighedPattern): boolean {
  return verdict === "established" || verdict === "likely";
}

function nameOfStretch(stretch: Stretch, context: PatternContext, scale: Weighing): Named {
  const on = { fromS: stretch.fromS, toS: stretch.toS };
  const ranked = weighPatterns(knownIn(stretch, context), on, scale);
  const best = ranked[0];
  const rivals = ranked.filter(
    ({ verdict, balance }) => verdict === best.verdict && balance === best.balance,
  );
  const sure = isSure(best);
  const own = rivals.find(({ id }) => id === UNDETERMINED);
  if (sure && (rivals.length === 1 || own !== undefined))
    return {
      ...on,
      ...(own ?? best),
      between: [],
      settledBy: isAsAtWill(own ?? best, context, scale) ? settling(stretch, context, scale) : [],
      alternatives: others(ranked, own ?? best),
    };
  const undetermined = ranked.find(({ id }) => id === UNDETERMINED) ?? nothing(best);
  const between = sure
    ? rivals
    : ranked.filter(({ verdict }) => verdict === "possible" || verdict === "conflicting");
  const settledBy = own === undefined ? settling(stretch, context, scale) : [];
  return {
    ...on,
    ...undetermined,
    missing: [...undetermined.missing, ...openArguments(ranked, settledBy)],
    between: between
      .map(({ id }) => id)
      .filter((id) => id !== UNDETERMINED)
      .slice(0, MOST_BETWEEN),
    settledBy,
    alternatives: others(ranked, undetermined),
  };
}

/** What is known of a stretch: what was measured on it and what was told. */
export function knownIn(stretch: Stretch, context: PatternContext): KnownFeatures {
  const on = { fromS: stretch.fromS, toS: stretch.toS };
  return new Map([
    ["stretch-kind", { value: { option: stretch.kind }, on }],
    ...Object.entries(stretch.features),
    ...contextFeatures(context, on),
  ]);
}

function nothing(like: WeighedPattern): WeighedPattern {
  return {
    ...like,
    id: UNDETERMINED,
    label: { en: "Undetermined", nb: "Uavklart" },
    verdict: "open",
    balance: 0,
    for: [],
    against: [],
    missing: [],
    page: [],
  };
}

function others(ranked: readonly WeighedPattern[], own: WeighedPattern): WeighedPattern[] {
  return ranked.filter(
    (one) =>
      one !== own &&
      one.id !== UNDETERMINED &&
      ["established", "likely", "conflicting", "possible"].includes(one.verdict),
  );
}

/** Neighbouring silences and neighbouring artefacts are one: nothing differs between them. */
function joined(named: readonly NamedPattern[]): NamedPattern[] {
  const result: NamedPattern[] = [];
  for (const one of named) {
    const last = result.at(-1);
    const same = last !== undefined && last.id === one.id && last.kind === one.kind;
    if (same && ["silence", "artefact"].includes(one.id) && one.fromS - last.toS < 0.5)
      result[result.length - 1] = { ...last, toS: one.toS };
    else result.push(one);
  }
  return result;
}
