/**
 * Firing of the units over the time that is on the screen: a raster with a row for each unit, and the instantaneous rate below it.
 *
 * The rate is the inverse of the interval before each discharge, on a logarithmic axis, so that a doubling is the same height
 * everywhere. Time in which no units were looked for is hatched: nothing is said of it.
 */
import type { Language } from "@krampe/core/issue/text.ts";
import { written } from "@krampe/core/measurement/report/numbers.ts";
import type { Span } from "@krampe/core/measurement/types/estimate.ts";
import type { UnitMeasurement } from "@krampe/core/measurement/types/unit.ts";
import { hatch, xOf } from "../traces/draw-marks.ts";
import type { Screen } from "../traces/draw-signal.ts";
import { type Ink, unitInk } from "../traces/ink.ts";
import type { View } from "../traces/time-window.ts";

export interface FiringPicture {
  readonly units: readonly UnitMeasurement[];
  readonly chosen: string | undefined;
  readonly separated: readonly Span[];
  readonly view: View;
  readonly ink: Ink;
  readonly language: Language;
}

export const RATE_PX = 168;
const TOP_PX = 4;
/** What a motor unit or a fibre can do, with room: bounds of the axis, in Hz. */
const [LOWEST_HZ, HIGHEST_HZ] = [1, 500];
const LINES_HZ = [1, 2, 5, 10, 20, 50, 100, 200, 500];

export function rowPx(units: number): number {
  return units <= 6 ? 18 : units <= 12 ? 14 : 10;
}

export function firingHeight(units: number): number {
  return TOP_PX + units * rowPx(units) + RATE_PX;
}

/** The row under a height, or undefined. */
export function rowAt(y: number, units: number): number | undefined {
  const row = Math.floor((y - TOP_PX) / rowPx(units));
  return row >= 0 && row < units ? row : undefined;
}

export function drawFiring(screen: Screen, picture: FiringPicture): void {
  const { context, width, height, ratio } = screen;
  const { units, chosen, view, ink } = picture;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = ink.paper;
  context.fillRect(0, 0, width, height);
  drawUnknown(screen, picture);
  drawRateLines(screen, picture);
  const row = rowPx(units.length);
  for (const [index, { id, dischargesS }] of units.entries()) {
    const y = TOP_PX + index * row;
    if (id === chosen) {
      context.fillStyle = ink.grid;
      context.fillRect(0, y, width, row);
    }
    context.fillStyle = unitInk(ink, index);
    for (const [i, atS] of dischargesS.entries()) {
      const x = xOf(screen, view, atS);
      if (x < -2 || x > width + 2) continue;
      context.fillRect(x - 0.75, y + 2, 1.5, row - 4);
      if (i === 0) continue;
      const rateY = rateYOf(height, 1 / (atS - dischargesS[i - 1]));
      const size = id === chosen ? 5 : 3;
      context.fillRect(x - size / 2, rateY - size / 2, size, size);
    }
    drawName(screen, ink, id, y + row / 2);
  }
  drawRateNames(screen, picture);
  drawCursorLine(screen, view, ink);
}

function rateYOf(height: number, hz: number): number {
  const share = Math.log(hz / LOWEST_HZ) / Math.log(HIGHEST_HZ / LOWEST_HZ);
  return height - 8 - Math.max(0, Math.min(1, share)) * (RATE_PX - 20);
}

function drawRateLines({ context, width, height }: Screen, { ink }: FiringPicture): void {
  context.strokeStyle = ink.grid;
  context.lineWidth = 1;
  context.beginPath();
  for (const hz of LINES_HZ) {
    const y = Math.round(rateYOf(height, hz)) + 0.5;
    context.moveTo(0, y);
    context.lineTo(width, y);
  }
  context.stroke();
}

function drawRateNames({ context, height }: Screen, { ink, language }: FiringPicture): void {
  context.font = "12px system-ui, sans-serif";
  context.textBaseline = "middle";
  context.textAlign = "left";
  for (const hz of LINES_HZ) {
    const y = Math.round(rateYOf(height, hz)) + 0.5;
    const text = `${written(hz, language)} Hz`;
    context.fillStyle = ink.paper;
    context.fillRect(2, y - 7, context.measureText(text).width + 6, 14);
    context.fillStyle = ink.text;
    context.fillText(text, 5, y);
  }
}

function drawName({ context, width }: Screen, ink: Ink, id: string, y: number): void {
  context.font = "600 11px system-ui, sans-serif";
  context.textAlign = "right";
  context.textBaseline = "middle";
  context.fillStyle = ink.paper;
  const length = context.measureText(id).width;
  context.globalAlpha = 0.8;
  context.fillRect(width - length - 10, y - 7, length + 8, 14);
  context.globalAlpha = 1;
  context.fillStyle = ink.text;
  context.fillText(id, width - 6, y);
}

function drawUnknown(screen: Screen, { separated, view, ink }: FiringPicture): void {
  const { width, height } = screen;
  const edges = [view.fromS, ...separated.flatMap(({ fromS, toS }) => [fromS, toS]), view.fromS + view.spanS];
  for (let i = 0; i + 1 < edges.length; i += 2) {
    const from = Math.max(0, xOf(screen, view, edges[i]));
    const to = Math.min(width, xOf(screen, view, edges[i + 1]));
    if (to > from) hatch(screen, "flat", ink.axis, { x: from, y: 0, width: to - from, height });
  }
}

function drawCursorLine(screen: Screen, view: View, ink: Ink): void {
  const x = xOf(screen, view, view.cursorS);
  if (x < -1 || x > screen.width + 1) return;
  screen.context.fillStyle = ink.cursor;
  screen.context.fillRect(x - 0.75, 0, 1.5, screen.height);
}
