/**
 * The envelope by itself, upwards from nothing: the fast one filled, the slow one as a line over it, the level of the noise dotted, and
 * under them the bursts. The axis is fitted to the channel's whole fast envelope, so that the height of two stretches can be compared.
 */
import type { Language } from "@krampe/core/issue/text.ts";
import type { Burst, ChannelMeasurement } from "@krampe/core/measurement/types/channel.ts";
import { isMeasured } from "@krampe/core/measurement/types/estimate.ts";
import { xOf } from "../traces/draw-marks.ts";
import type { Screen } from "../traces/draw-signal.ts";
import type { Ink } from "../traces/ink.ts";
import { stepAtLeast } from "../traces/scale-steps.ts";
import type { View } from "../traces/time-window.ts";
import { writtenAmplitude } from "../traces/written-scale.ts";

export interface EnvelopePicture {
  readonly measured: ChannelMeasurement;
  readonly startS: number;
  readonly bursts: readonly Burst[];
  readonly view: View;
  readonly ink: Ink;
  readonly language: Language;
  /** Behind an amplitude: for each division. */
  readonly perDivision: string;
}

type Course = ChannelMeasurement["activity"]["envelopes"][number];

export const ENVELOPE_LANE_PX = 132;
const BURST_PX = 10;
const DIVISIONS = 4;

export function drawEnvelopeLane(screen: Screen, picture: EnvelopePicture): void {
  const { context, width, height, ratio } = screen;
  const { measured, view, ink, bursts, language } = picture;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = ink.paper;
  context.fillRect(0, 0, width, height);
  const [fast, slow] = [...measured.activity.envelopes].sort((a, b) => a.scaleMs - b.scaleMs);
  if (!fast) return;
  const floor = height - BURST_PX;
  const division = stepAtLeast(largestOf(fast) / DIVISIONS || 1);
  const yOf = (value: number) => floor - (value / (division * DIVISIONS)) * (floor - 4);
  context.strokeStyle = ink.grid;
  context.lineWidth = 1;
  context.beginPath();
  for (let k = 1; k <= DIVISIONS; k++) {
    const y = Math.round(yOf(k * division)) + 0.5;
    context.moveTo(0, y);
    context.lineTo(width, y);
  }
  context.stroke();
  context.fillStyle = ink.envelope;
  context.globalAlpha = 0.35;
  courseOf(fast, screen, picture, (x, value) => context.fillRect(x, yOf(value), 1, floor - yOf(value)));
  context.globalAlpha = 1;
  if (slow) drawLine(slow, screen, picture, yOf);
  if (isMeasured(measured.quality.noise)) {
    context.strokeStyle = ink.axis;
    context.setLineDash([2, 4]);
    const y = yOf(measured.quality.noise.value);
    context.beginPath();
    context.moveTo(0, y);
    context.lineTo(width, y);
    context.stroke();
    context.setLineDash([]);
  }
  context.fillStyle = ink.axis;
  context.fillRect(0, floor, width, 1);
  context.fillStyle = ink.burst;
  for (const { onsetS, offsetS } of bursts) {
    const [from, to] = [xOf(screen, view, onsetS), xOf(screen, view, offsetS)];
    if (to < 0 || from > width) continue;
    context.fillRect(from, floor + 4, Math.max(2, to - from), 3);
  }
  drawScale(screen, picture, writtenAmplitude(division, measured.amplitudeUnit, language));
  const x = xOf(screen, view, view.cursorS);
  if (x < -1 || x > width + 1) return;
  context.fillStyle = ink.cursor;
  context.fillRect(x - 0.75, 0, 1.5, height);
}

function largestOf({ values }: Course): number {
  let largest = 0;
  for (const value of values) if (value > largest) largest = value;
  return largest;
}

/** The largest value under each pixel; nothing where it was not measured. */
function courseOf(
  { values, samplingFrequencyHz: fs }: Course,
  { width }: Screen,
  { view, startS }: EnvelopePicture,
  at: (x: number, value: number) => void,
): void {
  const perPx = (view.spanS / width) * fs;
  for (let x = 0; x < width; x++) {
    const from = (view.fromS - startS) * fs + x * perPx;
    const end = Math.min(values.length, Math.max(Math.floor(from) + 1, Math.ceil(from + perPx)));
    let value = Number.NaN;
    for (let i = Math.max(0, Math.floor(from)); i < end; i++) if (!(values[i] <= value)) value = values[i];
    if (!Number.isNaN(value)) at(x, value);
  }
}

function drawLine(course: Course, screen: Screen, picture: EnvelopePicture, yOf: (value: number) => number) {
  const { context } = screen;
  context.strokeStyle = picture.ink.envelope;
  context.lineWidth = 2;
  context.beginPath();
  let last = Number.NaN;
  courseOf(course, screen, picture, (x, value) => {
    if (x - last === 1) context.lineTo(x, yOf(value));
    else context.moveTo(x, yOf(value));
    last = x;
  });
  context.stroke();
}

function drawScale({ context }: Screen, { ink, perDivision }: EnvelopePicture, step: string): void {
  const text = `${step}${perDivision}`;
  context.font = "600 12px system-ui, sans-serif";
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.globalAlpha = 0.85;
  context.fillStyle = ink.paper;
  context.fillRect(4, 4, context.measureText(text).width + 8, 18);
  context.globalAlpha = 1;
  context.fillStyle = ink.text;
  context.fillText(text, 8, 13);
}
