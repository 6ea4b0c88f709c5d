/** The truth under the trace: a row of ticks for each source, and above them the stretches in which the pattern is there. */
import type { SimulationTruth } from "@krampe/core/muscle/truth.ts";
import type { Screen } from "../../emg/traces/draw-signal.ts";
import type { Ink } from "../../emg/traces/ink.ts";
import type { View } from "../../emg/traces/time-window.ts";

const BAND_PX = 18;
const [LOWEST_ROW_PX, HIGHEST_ROW_PX] = [1.5, 12];
const MOST_HIGH_PX = 120;

export function rasterHeight({ units }: SimulationTruth): number {
  const rows = Math.max(1, units.length);
  const row = Math.max(LOWEST_ROW_PX, Math.min(HIGHEST_ROW_PX, (MOST_HIGH_PX - BAND_PX) / rows));
  return BAND_PX + rows * row + 6;
}

export function drawRaster(
  { context, width, height, ratio }: Screen,
  truth: SimulationTruth,
  view: View,
  ink: Ink,
  nameOf: (pattern: string) => string,
): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = ink.paper;
  context.fillRect(0, 0, width, height);
  const x = (atS: number) => ((atS - view.fromS) / view.spanS) * width;
  context.font = "11px system-ui, sans-serif";
  context.textBaseline = "middle";
  let namedTo = -1;
  for (const { pattern, fromS, toS } of truth.episodes) {
    const [from, to] = [Math.max(0, x(fromS)), Math.min(width, x(toS))];
    if (to < 0 || from > width) continue;
    context.fillStyle = ink.chosen;
    context.fillRect(from, 2, Math.max(2, to - from), 3);
    const name = nameOf(pattern);
    const needed = context.measureText(name).width + 8;
    if (from < namedTo || to - from < Math.min(needed, 40) || from + needed > width) continue;
    context.fillStyle = ink.text;
    context.textAlign = "left";
    context.fillText(name, from + 2, 12);
    namedTo = from + needed;
  }
  const units = [...truth.units].sort(
    (a, b) => a.muscle - b.muscle || (a.dischargeTimesS[0] ?? 0) - (b.dischargeTimesS[0] ?? 0),
  );
  const row = (height - BAND_PX - 6) / Math.max(1, units.length);
  units.forEach(({ dischargeTimesS, muscle, gains }, place) => {
    const top = BAND_PX + place * row;
    context.fillStyle = muscle === 0 ? ink.burst : ink.envelope;
    dischargeTimesS.forEach((timeS, index) => {
      const at = x(timeS);
      if (at < 0 || at > width) return;
      const size = Math.max(0.25, Math.min(1, gains?.[index] ?? 1)) * (row - 1);
      context.fillRect(at - 0.75, top + (row - size) / 2, 1.5, Math.max(1.5, size));
    });
  });
}
