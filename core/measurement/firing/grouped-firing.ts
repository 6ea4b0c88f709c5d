/**
 * Firing in groups: how many discharges to a group, how fast within, how often and how regularly the groups come.
 */
import type { GroupedFiring } from "../types/unit.ts";
import {
  abstain,
  deviationOf,
  jackknifeEstimate,
  meanEstimate,
  meanOf,
  medianEstimate,
  ofUnit,
  rateOfInterval,
} from "../uncertainty.ts";
import { lengthOf, type Train } from "./train.ts";

const FEWEST_GROUPS = 4;

/** Nothing is grouped: firing without pauses, or with pauses here and there. */
export function ungrouped(dischargeCount: number): GroupedFiring {
  const none = abstain("not-identifiable", dischargeCount);
  return {
    groups: [],
    dischargesPerGroup: none,
    groupDurationMs: none,
    rateWithinHz: ofUnit(none),
    groupRateHz: none,
    gapCv: none,
  };
}

/** `trains` are the groups in order of time; a single discharge is a group of one. */
export function groupedFiring(timesS: readonly number[], trains: readonly Train[]): GroupedFiring {
  if (trains.length < FEWEST_GROUPS) return ungrouped(timesS.length);
  const groups = trains.map((train) => ({
    fromS: timesS[train.from],
    toS: timesS[train.to - 1],
    dischargeCount: lengthOf(train),
  }));
  const within: number[] = [];
  for (const train of trains)
    for (let i = train.from; i + 1 < train.to; i++) within.push(1000 * (timesS[i + 1] - timesS[i]));
  const gaps = groups.slice(1).map((group, i) => group.fromS - groups[i].toS);
  const periodsMs = groups.slice(1).map((group, i) => 1000 * (group.fromS - groups[i].fromS));
  return {
    groups,
    dischargesPerGroup: meanEstimate(
      groups.map((group) => group.dischargeCount),
      "1",
    ),
    groupDurationMs: medianEstimate(
      groups.map((group) => 1000 * (group.toS - group.fromS)),
      "ms",
    ),
    rateWithinHz: ofUnit(
      within.length > 0
        ? rateOfInterval(medianEstimate(within, "ms"), 0.001)
        : abstain("too-few-intervals", 0),
    ),
    groupRateHz: rateOfInterval(medianEstimate(periodsMs, "ms"), 0.001),
    gapCv: jackknifeEstimate(gaps, (values) => deviationOf(values) / meanOf(values), "1"),
  };
}
