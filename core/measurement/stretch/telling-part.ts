/**
 * Where in a stretch can a feature be seen?
 *
 * A number is measured on all of a stretch or of a train, but it is seen in a part of it: a build-up in the beginning, a rate in a run,
 * the highest rate where the firing is fastest, groups and bursts in a few that follow each other. This is the part to look at and to listen
 * to, with the discharges in it; it changes no number. Where nothing narrower is known it is what the feature was measured on.
 */
import { median } from "../../signal/order-statistics.ts";
import { classifyIntervals } from "../firing/interval-classes.ts";
import { lengthOf, type Train, trainsOf } from "../firing/train.ts";
import type { Burst } from "../types/channel.ts";
import type { Span } from "../types/estimate.ts";
import type { ShapeTrain, Stretch, StretchFeature } from "../types/stretch.ts";

export type PartKind =
  | "stretch"
  | "onset"
  | "end"
  | "run"
  | "groups"
  | "bursts"
  | "fastest"
  | "slowest"
  | "doublet";

export interface TellingPart extends Span {
  readonly kind: PartKind;
  /** Of the train that was measured, those within the part. */
  readonly dischargesS: readonly number[];
}

/** Discharges around the fastest and the slowest firing. */
const AROUND = 6;
const GROUPS_SHOWN = 3;
const BURSTS_SHOWN = 3;
/** Before an onset and after an end, so that it is seen as one. */
const EDGE_S = 0.25;

/** Only features whose part is another than the longest run of their train, or than what they were measured on. */
const KINDS: Readonly<Record<string, PartKind>> = {
  "build-up": "onset",
  "onset-seen": "onset",
  "onset-abruptness": "onset",
  "thinning-out": "end",
  "end-seen": "end",
  "offset-abruptness": "end",
  "unit-rate-highest": "fastest",
  "unit-rate-lowest": "slowest",
  "doublet-share": "doublet",
  "group-rate": "groups",
  "group-gap-cv": "groups",
  "group-gap-ratio": "groups",
  "group-discharges": "groups",
  "group-duration": "groups",
  "event-rate": "bursts",
  "event-count": "bursts",
  "event-duration": "bursts",
  "event-interval-cv": "bursts",
  "rhythm-rate": "bursts",
  "rhythm-strength": "bursts",
  "firing-share": "stretch",
  "train-discharges": "stretch",
};

/** `bursts`: those of the channel, in order of time. */
export function tellingPart(
  id: string,
  feature: StretchFeature,
  stretch: Stretch,
  bursts: readonly Burst[],
): TellingPart {
  const kind = KINDS[id] ?? (feature.train === undefined ? "stretch" : "run");
  const train = stretch.trains.find((one) => one.id === feature.train);
  if (train === undefined)
    return (kind === "bursts" && burstsIn(stretch, bursts)) || edgeOfStretch(kind, id, feature, stretch);
  const timesS = train.dischargesS;
  const { runs, grouped, doublet } = firingOf(train, stretch);
  if (kind === "stretch" || runs.length === 0)
    return part("stretch", timesS, { from: 0, to: timesS.length }, feature.on);
  const longest = runs.reduce((best, one) => (lengthOf(one) > lengthOf(best) ? one : best));
  if (kind === "groups" && grouped && runs.length >= GROUPS_SHOWN) {
    const first = Math.min(runs.length - GROUPS_SHOWN, runs.indexOf(longest));
    return part("groups", timesS, { from: runs[first].from, to: runs[first + GROUPS_SHOWN - 1].to });
  }
  if (kind === "doublet" && doublet !== undefined)
    return part("doublet", timesS, { from: doublet, to: doublet + 2 });
  if (kind === "fastest" || kind === "slowest") return part(kind, timesS, extremeOf(kind, timesS, runs));
  if (kind === "onset")
    return edged(part("onset", timesS, { ...longest, to: Math.min(longest.to, longest.from + AROUND) }));
  if (kind === "end")
    return edged(part("end", timesS, { ...longest, from: Math.max(longest.from, longest.to - AROUND) }));
  return part("run", timesS, longest);
}

function edgeOfStretch(kind: PartKind, id: string, feature: StretchFeature, stretch: Stretch): TellingPart {
  const { value } = feature;
  const share = (id === "build-up" || id === "thinning-out") && "value" in value ? value.value : 0;
  const reachS = share * (stretch.toS - stretch.fromS) + EDGE_S;
  if (kind === "onset")
    return { kind, fromS: stretch.fromS - EDGE_S, toS: stretch.fromS + reachS, dischargesS: [] };
  if (kind === "end")
    return { kind, fromS: stretch.toS - reachS, toS: stretch.toS + EDGE_S, dischargesS: [] };
  return { kind: "stretch", fromS: feature.on.fromS, toS: feature.on.toS, dischargesS: [] };
}

/** The middle ones that follow each other. */
function burstsIn({ fromS, toS }: Stretch, bursts: readonly Burst[]): TellingPart | undefined {
  const inside = bursts.filter((burst) => burst.offsetS > fromS && burst.onsetS < toS);
  if (inside.length < BURSTS_SHOWN) return undefined;
  const first = Math.floor((inside.length - BURSTS_SHOWN) / 2);
  const [begin, end] = [inside[first].onsetS, inside[first + BURSTS_SHOWN - 1].offsetS];
  return { kind: "bursts", fromS: begin, toS: end, dischargesS: [] };
}

interface Firing {
  readonly runs: readonly Train[];
  readonly grouped: boolean;
  /** Index of the first discharge of a doublet. */
  readonly doublet: number | undefined;
}

function firingOf({ dischargesS: timesS }: ShapeTrain, { lookedAt }: Stretch): Firing {
  const intervalsS = timesS.slice(1).map((time, i) => time - timesS[i]);
  const broken = intervalsS.map(
    (_, i) => !lookedAt.some(({ fromS, toS }) => fromS <= timesS[i] && timesS[i + 1] <= toS),
  );
  const { classes, grouped } = classifyIntervals(intervalsS, broken);
  const doublet = classes.indexOf("short");
  return { runs: trainsOf(classes, timesS.length), grouped, doublet: doublet < 0 ? undefined : doublet };
}

function extremeOf(kind: "fastest" | "slowest", timesS: readonly number[], runs: readonly Train[]): Train {
  let best = { train: runs[0], interval: Number.NaN };
  for (const run of runs)
    for (let from = run.from; from + 2 <= run.to; from++) {
      const to = Math.min(run.to, from + AROUND);
      if (to - from < Math.min(AROUND, lengthOf(run))) break;
      const interval = median(timesS.slice(from + 1, to).map((time, i) => time - timesS[from + i]));
      const isMore = kind === "fastest" ? interval < best.interval : interval > best.interval;
      if (Number.isNaN(best.interval) || isMore) best = { train: { from, to }, interval };
    }
  return best.train;
}

function part(kind: PartKind, timesS: readonly number[], { from, to }: Train, on?: Span): TellingPart {
  const dischargesS = timesS.slice(from, to);
  return {
    kind,
    fromS: on?.fromS ?? dischargesS[0],
    toS: on?.toS ?? dischargesS[dischargesS.length - 1],
    dischargesS,
  };
}

function edged(one: TellingPart): TellingPart {
  return one.kind === "onset" ? { ...one, fromS: one.fromS - EDGE_S } : { ...one, toS: one.toS + EDGE_S };
}
