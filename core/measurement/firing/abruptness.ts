/**
 * How suddenly does firing begin and end?
 *
 * The plateau of a train is the upper quartile of its smoothed rate and of its amplitude. Onset abruptness is the share of the
 * train that is left once both have first reached 70 % of their plateau, offset abruptness the same read backwards: 1 when
 * the train stands at full height from the first discharge (to the last), near 0 when it climbs to the very end.
 * Trains that begin or end with the recording say nothing there.
 */
import { quantile } from "../../signal/order-statistics.ts";
import { runningMedian } from "../../signal/running-median.ts";
import type { Estimate } from "../types/estimate.ts";
import type { Abruptness } from "../types/unit.ts";
import { abstain, meanEstimate, measured } from "../uncertainty.ts";

const SHORTEST_TRAIN = 10;
const SMOOTHED_OVER = 5;
const PLATEAU_QUANTILE = 0.75;
const REACHED = 0.7;

export interface SeenTrain {
  readonly timesS: readonly number[];
  readonly amplitudes: readonly number[];
  readonly onsetSeen: boolean;
  readonly offsetSeen: boolean;
}

export function abruptnessOf(trains: readonly SeenTrain[]): Abruptness {
  const long = trains.filter((train) => train.timesS.length >= SHORTEST_TRAIN);
  const onsets = long.filter((train) => train.onsetSeen);
  const offsets = long.filter((train) => train.offsetSeen);
  return {
    onset: combine(onsets.map((train) => shareLeft(train.timesS, train.amplitudes))),
    offset: combine(
      offsets.map((train) => {
        const last = train.timesS[train.timesS.length - 1];
        const mirrored = train.timesS.map((time) => last - time).reverse();
        return shareLeft(mirrored, [...train.amplitudes].reverse());
      }),
    ),
  };
}

function combine(shares: readonly number[]): Estimate {
  if (shares.length === 0) return abstain("not-identifiable", 0);
  if (shares.length === 1) return measured(shares[0], shares[0] - 0.1, Math.min(1, shares[0] + 0.1), "1", 1);
  const mean = meanEstimate(shares, "1");
  return measured(mean.value, Math.max(0, mean.low), Math.min(1, mean.high), "1", mean.count);
}

function shareLeft(timesS: readonly number[], amplitudes: readonly number[]): number {
  const rates = timesS.slice(1).map((time, i) => 1 / Math.max(time - timesS[i], 1e-6));
  const smoothRates = runningMedian(rates, SMOOTHED_OVER);
  const smoothAmplitudes = runningMedian(amplitudes, SMOOTHED_OVER);
  const rateGoal = REACHED * quantile(smoothRates, PLATEAU_QUANTILE);
  const amplitudeGoal = REACHED * quantile(smoothAmplitudes, PLATEAU_QUANTILE);
  const byRate = smoothRates.findIndex((rate) => rate >= rateGoal);
  const byAmplitude = smoothAmplitudes.findIndex((amplitude) => amplitude >= amplitudeGoal);
  const first = timesS[0];
  const reached = timesS[Math.max(byRate, byAmplitude, 0)];
  const last = timesS[timesS.length - 1];
  return last > first ? 1 - (reached - first) / (last - first) : 1;
}
