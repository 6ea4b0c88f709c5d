/** What lies over and under a trace: stretches that are no signal (each kind with a pattern of its own), bursts, envelope. */
import type { Span } from "@krampe/core/recording/recording.ts";
import type { Screen } from "./draw-signal.ts";
import { type Ink, unitInk } from "./ink.ts";
import { type Lane, yOf } from "./lanes.ts";
import type { Pen } from "./pen.ts";
import type { View } from "./time-window.ts";

export type SpanKind = Span["kind"];

export function drawMarks(
  screen: Screen,
  lane: Lane,
  view: View,
  ink: Ink,
  names: Readonly<Record<SpanKind, string>>,
): void {
  const { context, width } = screen;
  let drawnTo = -1;
  for (const { kind, fromS, toS } of lane.marks) {
    const from = Math.max(0, xOf(screen, view, fromS));
    const to = Math.min(width, xOf(screen, view, toS));
    if (to < 0 || from > width || to <= drawnTo) continue;
    const length = Math.max(2, to - from);
    hatch(screen, kind, ink.mark, { x: from, y: lane.top + 1, width: length, height: lane.height - 2 });
    context.fillStyle = ink.mark;
    context.fillRect(from, lane.top + 1, length, 3);
    context.font = "600 12px system-ui, sans-serif";
    const name = names[kind];
    const nameWidth = context.measureText(name).width;
    if (length > nameWidth + 10) {
      const y = lane.top + lane.height - 14;
      context.fillStyle = ink.paper;
      context.fillRect(from + 2, y - 8, nameWidth + 6, 17);
      context.fillStyle = ink.text;
      context.textBaseline = "middle";
      context.textAlign = "left";
      context.fillText(name, from + 5, y);
    }
    drawnTo = to;
  }
}

/** Brackets narrower than this are drawn as lines. */
const TICKS_FROM_PX = 6;

/** A bracket below the trace from onset to offset; open where the burst is cut off. */
export function drawBursts(screen: Screen, lane: Lane, view: View, ink: Ink): void {
  const { context, width } = screen;
  const y = lane.top + lane.height - 5;
  context.strokeStyle = ink.burst;
  context.lineWidth = 2;
  for (const { onsetS, offsetS, beginsCut, endsCut, prominent } of lane.bursts) {
    const from = xOf(screen, view, onsetS);
    const to = xOf(screen, view, offsetS);
    if (to < 0 || from > width) continue;
    context.setLineDash(prominent ? [] : [3, 3]);
    if (lane.isSelected && onsetS === lane.chosenBurstS) {
      context.fillStyle = ink.burst;
      context.globalAlpha = 0.14;
      context.fillRect(from, lane.top + 1, Math.max(2, to - from), lane.height - 2);
      context.globalAlpha = 1;
    }
    context.beginPath();
    const hasRoom = to - from > TICKS_FROM_PX;
    if (hasRoom && !beginsCut) context.moveTo(from, y - 6);
    context.lineTo(from, y);
    context.lineTo(Math.max(to, from + 3), y);
    if (hasRoom && !endsCut) context.lineTo(Math.max(to, from + 3), y - 6);
    context.stroke();
  }
  context.setLineDash([]);
}

const POINTED_TICK_PX = 9;

/** Behind the trace: the part that an argument rests on, and above it the discharges that were counted there. */
export function drawPointed(screen: Screen, lane: Lane, view: View, ink: Ink): void {
  if (!lane.pointed) return;
  const { context, width } = screen;
  const { fromS, toS, dischargesS } = lane.pointed;
  const from = Math.max(-2, xOf(screen, view, fromS));
  const to = Math.min(width + 2, xOf(screen, view, toS));
  if (to < 0 || from > width) return;
  context.fillStyle = ink.chosen;
  context.globalAlpha = 0.13;
  context.fillRect(from, lane.top + 1, Math.max(2, to - from), lane.height - 2);
  context.globalAlpha = 1;
  for (const edge of [from, Math.max(to, from + 2)])
    context.fillRect(edge - 1, lane.top + 1, 2, lane.height - 2);
  for (const atS of dischargesS) {
    const x = xOf(screen, view, atS);
    if (x >= 0 && x <= width) context.fillRect(x - 0.75, lane.top + 1, 1.5, POINTED_TICK_PX);
  }
}

const RASTER_ROW_PX = 11;

/** The discharges of each motor unit as ticks in a row of its own, where the lane is high enough. */
export function drawUnits(screen: Screen, lane: Lane, view: View, ink: Ink): void {
  const { context, width } = screen;
  const rows = Math.min(lane.units.length, Math.floor(lane.height / (4 * RASTER_ROW_PX)));
  context.font = "10px system-ui, sans-serif";
  context.textAlign = "left";
  context.textBaseline = "middle";
  for (const [row, { id, dischargesS }] of lane.units.slice(0, rows).entries()) {
    const y = lane.top + lane.height - 16 - row * RASTER_ROW_PX;
    context.fillStyle = unitInk(ink, row);
    for (const atS of dischargesS) {
      const x = xOf(screen, view, atS);
      if (x >= 0 && x <= width) context.fillRect(x - 0.75, y - 3, 1.5, 6);
    }
    context.fillStyle = ink.text;
    context.fillText(id, width - 24, y);
  }
}

/** Up to here single potentials are wide enough to be seen. */
const TEMPLATES_UP_TO_S = 1;

/** Near by: the mean potential of each unit laid over the trace at each of its discharges. */
export function drawTemplates(screen: Screen, lane: Lane, view: View, ink: Ink): void {
  if (view.spanS > TEMPLATES_UP_TO_S) return;
  const { context, width } = screen;
  context.lineWidth = 2;
  for (const [index, { dischargesS, template }] of lane.units.entries()) {
    if (!template) continue;
    const { samples, originIndex, samplingFrequencyHz: fs } = template;
    context.strokeStyle = unitInk(ink, index);
    for (const atS of dischargesS) {
      const beginsS = atS - originIndex / fs;
      const endsS = beginsS + samples.length / fs;
      if (endsS < view.fromS || beginsS > view.fromS + view.spanS) continue;
      context.beginPath();
      for (let i = 0; i < samples.length; i++) {
        const x = xOf(screen, view, beginsS + i / fs);
        if (x < 0 || x > width) continue;
        context.lineTo(x, yOf(lane, samples[i] * lane.perAmplitude + lane.centre));
      }
      context.stroke();
    }
  }
}

/** The root mean square, above and below the centre. */
export function drawEnvelope(screen: Screen, lane: Lane, view: View, ink: Ink): void {
  const { envelope } = lane;
  if (!envelope) return;
  const { context, width } = screen;
  const { values, samplingFrequencyHz: fs } = envelope;
  const startS = lane.channel.startS;
  const perPx = (view.spanS / width) * fs;
  context.strokeStyle = ink.envelope;
  context.lineWidth = 1.5;
  for (const sign of [1, -1]) {
    context.beginPath();
    let isDown = false;
    for (let x = 0; x <= width; x++) {
      const from = (view.fromS - startS) * fs + x * perPx;
      let largest = Number.NaN;
      for (
        let i = Math.max(0, Math.floor(from));
        i < Math.min(values.length, Math.max(from + perPx, Math.floor(from) + 1));
        i++
      )
        if (!(values[i] <= largest)) largest = values[i];
      const value = Number.isNaN(largest) ? largest : sign * largest + lane.centre;
      const y = Math.min(lane.top + lane.height, Math.max(lane.top, yOf(lane, value)));
      if (Number.isNaN(y)) isDown = false;
      else if (isDown) context.lineTo(x, y);
      else {
        context.moveTo(x, y);
        isDown = true;
      }
    }
    context.stroke();
  }
}

export function xOf({ width }: Screen, view: View, atS: number): number {
  return ((atS - view.fromS) / view.spanS) * width;
}

const patterns = new Map<string, CanvasPattern>();

type Hatch = readonly (readonly [number, number, number, number])[];
const RISING: Hatch = [-10, 0, 10].map((x) => [x, 10, x + 10, 0]);
const FALLING: Hatch = [-10, 0, 10].map((x) => [x, 0, x + 10, 10]);
/** Gap: crossed. Saturation: rising lines. Flat: level lines. Drop-out: dots. */
const HATCHES: Readonly<Record<SpanKind, Hatch>> = {
  gap: [...RISING, ...FALLING],
  saturation: RISING,
  flat: [[0, 5, 10, 5]],
  dropout: [],
};

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Thinly filled where no pattern can be made. */
export function hatch({ context }: Screen, kind: SpanKind, colour: string, box: Box): void {
  const pattern = patternOf(context, kind, colour);
  context.fillStyle = pattern ?? colour;
  context.globalAlpha = pattern ? 1 : 0.15;
  context.fillRect(box.x, box.y, box.width, box.height);
  context.globalAlpha = 1;
}

function patternOf(context: Pen, kind: SpanKind, colour: string): CanvasPattern | null {
  const key = `${kind} ${colour}`;
  const known = patterns.get(key);
  if (known !== undefined) return known;
  const tile = document.createElement("canvas");
  tile.width = 10;
  tile.height = 10;
  const drawn = tile.getContext("2d");
  if (drawn) {
    drawn.strokeStyle = colour;
    drawn.fillStyle = colour;
    drawn.globalAlpha = 0.6;
    drawn.lineWidth = 1.4;
    drawn.beginPath();
    for (const [x0, y0, x1, y1] of HATCHES[kind]) {
      drawn.moveTo(x0, y0);
      drawn.lineTo(x1, y1);
    }
    drawn.stroke();
    if (kind === "dropout") drawn.fillRect(3, 3, 3, 3);
  }
  const made = context.createPattern(tile, "repeat");
  if (made) patterns.set(key, made);
  return made;
}
