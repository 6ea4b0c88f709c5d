/** Which channels are on the screen, which one is chosen, and how sensitive the traces are. */
import { lanesOf } from "../traces/lanes.ts";
import { bench } from "./workbench.ts";

/** More lanes than this cannot be told apart. */
export const MOST_SHOWN = 24;

/** Height of the screen in CSS pixels: enough for each lane, and not higher than it needs to be. */
export function screenHeight(lanes: number): number {
  const perLane = lanes <= 1 ? 396 : lanes <= 2 ? 220 : lanes <= 4 ? 132 : lanes <= 8 ? 88 : 60;
  return 30 + lanes * perLane;
}

export function chooseChannel(index: number): void {
  bench.set({ selected: index });
}

export function toggleShown(index: number): void {
  const { shown, selected } = bench.get();
  const isShown = shown.includes(index);
  if (isShown ? shown.length === 1 : shown.length >= MOST_SHOWN) return;
  const next = isShown ? shown.filter((one) => one !== index) : [...shown, index].sort((a, b) => a - b);
  bench.set({ shown: next, selected: next.includes(selected) ? selected : next[0] });
}

export function showOnly(indices: readonly number[]): void {
  const shown = indices.slice(0, MOST_SHOWN);
  if (shown.length === 0) return;
  const { selected } = bench.get();
  bench.set({ shown, selected: shown.includes(selected) ? selected : shown[0] });
}

/** In the channel's unit a division, as it is on the screen. */
export function sensitivityOf(index: number): number {
  const now = bench.get();
  return lanesOf(now, screenHeight(now.shown.length)).find((lane) => lane.index === index)?.perDivision ?? 1;
}

/** For one channel, and for all others on the screen that have the same unit. */
export function setSensitivity(index: number, perDivision: number): void {
  const { header, sensitivity, shown } = bench.get();
  const unit = header?.channels[index]?.unit;
  const next = new Map(sensitivity);
  for (const one of shown) if (header?.channels[one].unit === unit) next.set(one, perDivision);
  bench.set({ sensitivity: next });
}

export function setOwnSensitivity(index: number, perDivision: number): void {
  bench.set({ sensitivity: new Map(bench.get().sensitivity).set(index, perDivision) });
}

/** Each channel so that nearly all of it is seen. */
export function fitSensitivity(): void {
  bench.set({ sensitivity: new Map() });
}
