/** The whole recording as a strip, with the stretch that is on the screen marked in it. */
import { boundsIn, levelFor, type PeakPyramid } from "@krampe/core/recording/peaks.ts";
import type { Screen } from "../../emg/traces/draw-signal.ts";
import { fitOf } from "../../emg/traces/fit.ts";
import type { Ink } from "../../emg/traces/ink.ts";
import type { View } from "../../emg/traces/time-window.ts";
import { LEAST_REACH_UV } from "./specimen.ts";

export function drawOverview(screen: Screen, peaks: PeakPyramid, view: View, ink: Ink): void {
  const { context, width, height, ratio } = screen;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = ink.paper;
  context.fillRect(0, 0, width, height);
  const from = (view.fromS / view.durationS) * width;
  const length = Math.max(3, (view.spanS / view.durationS) * width);
  if (length < width - 1) {
    context.fillStyle = ink.grid;
    context.fillRect(from, 0, length, height);
  }
  drawEnvelope(screen, peaks, ink.trace);
  if (length < width - 1) {
    context.strokeStyle = ink.chosen;
    context.lineWidth = 2;
    context.strokeRect(from + 1, 1, length - 2, height - 2);
  }
  context.fillStyle = ink.cursor;
  context.fillRect((view.cursorS / view.durationS) * width - 0.75, 0, 1.5, height);
}

/** From the smallest to the largest value of each column. */
export function drawEnvelope({ context, width, height }: Screen, peaks: PeakPyramid, colour: string): void {
  const columns = Math.max(1, Math.floor(width));
  const perColumn = peaks.sampleCount / columns;
  const level = levelFor(peaks, perColumn);
  const reach = Math.max(LEAST_REACH_UV, fitOf(peaks).reach);
  context.fillStyle = colour;
  for (let column = 0; column < columns; column++) {
    const { minimum, maximum } = boundsIn(level, column * perColumn, (column + 1) * perColumn);
    if (Number.isNaN(minimum)) continue;
    const y = (value: number) => height / 2 - Math.max(-1, Math.min(1, value / reach)) * (height / 2 - 3);
    context.fillRect(column, y(maximum), 1, Math.max(1, y(minimum) - y(maximum)));
  }
}
