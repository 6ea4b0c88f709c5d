/**
 * The scale of one evidence plot: where the effect, its interval and *no effect* stand on a line.
 *
 * Ratios are drawn on a logarithmic scale, so that half and double lie equally far from 1; everything else on a linear one. *No
 * effect* is always on the plot.
 */
import type { ReportedEvidence } from "@krampe/core/plan/report.ts";

type Effect = NonNullable<ReportedEvidence["effect"]>;

export interface EvidenceScale {
  /** From 0 to 1, left to right. */
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  readonly noEffect: number;
  /** On which side of *no effect* it is better. */
  readonly better: "left" | "right";
}

export type Reading = "favours" | "harms" | "crosses" | "no-interval";

const MARGIN = 0.12;

export function evidenceScale({ value, low, high, noEffect, better }: Effect): EvidenceScale {
  const all = [value, noEffect, ...(low === undefined ? [] : [low]), ...(high === undefined ? [] : [high])];
  const isRatio = noEffect === 1 && all.every((one) => one > 0);
  const onLine = isRatio ? Math.log : (one: number) => one;
  const [least, most] = [Math.min(...all.map(onLine)), Math.max(...all.map(onLine))];
  const width = most - least || 1;
  const place = (one: number) => MARGIN + ((onLine(one) - least) / width) * (1 - 2 * MARGIN);
  return {
    value: place(value),
    ...(low !== undefined && { low: place(low) }),
    ...(high !== undefined && { high: place(high) }),
    noEffect: place(noEffect),
    better: better === "lower" ? "left" : "right",
  };
}

/** What the interval says of *no effect*. */
export function readingOf({ low, high, noEffect, better }: Effect): Reading {
  if (low === undefined || high === undefined) return "no-interval";
  if (low <= noEffect && noEffect <= high) return "crosses";
  return high < noEffect === (better === "lower") ? "favours" : "harms";
}
