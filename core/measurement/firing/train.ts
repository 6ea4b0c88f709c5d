/**
 * Trains: stretches of a unit's firing between pauses.
 */
import type { IntervalClass } from "./interval-classes.ts";

/** Discharges `from` (inclusive) to `to` (exclusive), as indices into the unit's discharges. */
export interface Train {
  readonly from: number;
  readonly to: number;
}

/** Every discharge is in one train; a train can have a single discharge. */
export function trainsOf(classes: readonly IntervalClass[], dischargeCount: number): Train[] {
  const trains: Train[] = [];
  let from = 0;
  for (let i = 0; i < dischargeCount; i++) {
    if (i + 1 < dischargeCount && classes[i] !== "pause") continue;
    trains.push({ from, to: i + 1 });
    from = i + 1;
  }
  return trains;
}

export function lengthOf(train: Train): number {
  return train.to - train.from;
}
