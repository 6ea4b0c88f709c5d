/**
 * Two muscles over the time on the screen: the envelope of one upwards, of the other downwards, each to its own largest, and the
 * relation of every stretch of the course: co-active filled, reciprocal outlined in turn, independent dotted.
 */
import type { PairMeasurement } from "@krampe/core/measurement/types/recording.ts";
import { xOf } from "../traces/draw-marks.ts";
import type { Screen } from "../traces/draw-signal.ts";
import type { Ink } from "../traces/ink.ts";
import type { Envelope } from "../traces/lanes.ts";
import type { View } from "../traces/time-window.ts";

export interface TimedEnvelope extends Envelope {
  readonly startS: number;
  readonly label: string;
}

export interface PairPicture {
  readonly agonist: TimedEnvelope;
  readonly antagonist: TimedEnvelope;
  readonly course: PairMeasurement["course"];
  readonly words: Readonly<Record<PairMeasurement["relation"], string>>;
  readonly view: View;
  readonly ink: Ink;
}

export const PAIR_PX = 180;
const BAND_PX = 20;

export function drawPair(screen: Screen, picture: PairPicture): void {
  const { context, width, height, ratio } = screen;
  const { view, ink } = picture;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = ink.paper;
  context.fillRect(0, 0, width, height);
  const middle = (height - BAND_PX) / 2;
  drawOne(screen, picture, picture.agonist, { middle, sign: -1, colour: ink.unit1 });
  drawOne(screen, picture, picture.antagonist, { middle, sign: 1, colour: ink.unit2 });
  context.fillStyle = ink.axis;
  context.fillRect(0, middle, width, 1);
  drawCourse(screen, picture);
  const x = xOf(screen, view, view.cursorS);
  if (x < -1 || x > width + 1) return;
  context.fillStyle = ink.cursor;
  context.fillRect(x - 0.75, 0, 1.5, height);
}

interface Side {
  readonly middle: number;
  readonly sign: 1 | -1;
  readonly colour: string;
}

function drawOne(
  { context, width }: Screen,
  { view, ink }: PairPicture,
  { values, samplingFrequencyHz: fs, startS, label }: TimedEnvelope,
  { middle, sign, colour }: Side,
): void {
  let largest = 0;
  for (const value of values) if (value > largest) largest = value;
  const perPx = (view.spanS / width) * fs;
  context.fillStyle = colour;
  for (let x = 0; x < width; x++) {
    const from = (view.fromS - startS) * fs + x * perPx;
    const first = Math.max(0, Math.floor(from));
    const end = Math.min(values.length, Math.max(Math.floor(from) + 1, Math.ceil(from + perPx)));
    let value = 0;
    for (let i = first; i < end; i++) if (values[i] > value) value = values[i];
    const px = largest > 0 ? (value / largest) * (middle - 6) : 0;
    context.fillRect(x, sign < 0 ? middle - px : middle, 1, px);
  }
  context.font = "600 12px system-ui, sans-serif";
  context.textAlign = "left";
  context.textBaseline = "middle";
  const y = sign < 0 ? 12 : 2 * middle - 10;
  context.globalAlpha = 0.85;
  context.fillStyle = ink.paper;
  context.fillRect(4, y - 9, context.measureText(label).width + 8, 18);
  context.globalAlpha = 1;
  context.fillStyle = ink.text;
  context.fillText(label, 8, y);
}

function drawCourse(screen: Screen, { course, words, view, ink }: PairPicture): void {
  const { context, width, height } = screen;
  const top = height - BAND_PX;
  context.font = "11px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const { fromS, toS, relation } of course) {
    const [from, to] = [xOf(screen, view, fromS), xOf(screen, view, toS)];
    if (to < 0 || from > width) continue;
    const isTogether = relation === "co-active";
    context.fillStyle = isTogether ? ink.chosen : ink.grid;
    if (isTogether || relation === "reciprocal") context.fillRect(from + 1, top, to - from - 2, BAND_PX);
    context.strokeStyle = ink.axis;
    context.lineWidth = 1;
    context.strokeRect(from + 1, top + 0.5, to - from - 2, BAND_PX - 1);
    const text = words[relation];
    if (context.measureText(text).width + 8 > to - from) continue;
    context.fillStyle = isTogether ? ink.paper : ink.text;
    context.fillText(text, (from + to) / 2, top + BAND_PX / 2);
  }
}
