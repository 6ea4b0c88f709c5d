/**
 * The trace of one lane: from peaks when a column of the screen holds many samples, from the samples when it holds few.
 *
 * A column is a line from its smallest to its largest value, joined to the column before, so that nothing between two columns is
 * lost. What leaves the lane is cut off at its edge.
 */
import { BASE_SAMPLES, boundsIn, boundsOf, levelFor } from "@krampe/core/recording/peaks.ts";
import { type Lane, yOf } from "./lanes.ts";
import type { Pen } from "./pen.ts";
import type { View } from "./time-window.ts";

/** From so many samples a column on, peaks are as good: their bins are no wider. */
const PEAKS_FROM = BASE_SAMPLES;
/** While they are not known yet, the samples themselves are asked for, if they are not too many. */
const SAMPLES_UNTIL = 4 * BASE_SAMPLES;
/** Samples further apart than this are drawn as dots on a line. */
const DOTS_FROM_PX = 5;

export interface Screen {
  readonly context: Pen;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
}

/** Samples near what is looked at, from wherever they are kept. */
export interface NearSamples {
  /** The samples, or undefined while some are on their way. */
  between(channel: number, fromSample: number, toSample: number): Float32Array | undefined;
}

export function drawSignal(screen: Screen, lane: Lane, view: View, samples: NearSamples): void {
  const { samplingFrequencyHz: fs, startS, sampleCount } = lane.channel;
  const { width, ratio } = screen;
  const columns = Math.max(1, Math.floor(width * ratio));
  const perColumn = (view.spanS * fs) / columns;
  const first = (view.fromS - startS) * fs;
  const from = Math.max(0, Math.floor(first) - 1);
  const to = Math.min(sampleCount, Math.ceil(first + view.spanS * fs) + 2);
  if (to <= from) return;
  const isNear = perColumn < (lane.peaks.knownSamples < to ? SAMPLES_UNTIL : PEAKS_FROM);
  const near = isNear ? samples.between(lane.index, from, to) : undefined;
  if (near && perColumn < 1) drawLine(screen, lane, near, from, first, fs * (view.spanS / width));
  else {
    const level = levelFor(lane.peaks, perColumn);
    drawColumns(screen, lane, columns, (column) => {
      const start = first + column * perColumn;
      if (near)
        return boundsOf(
          near,
          Math.max(0, Math.floor(start) - from),
          Math.min(near.length, Math.max(Math.floor(start) + 1, Math.ceil(start + perColumn)) - from),
        );
      return boundsIn(level, start, start + perColumn);
    });
  }
}

function drawColumns(
  { context, ratio }: Screen,
  lane: Lane,
  columns: number,
  bounds: (column: number) => { readonly minimum: number; readonly maximum: number },
): void {
  const pixel = 1 / ratio;
  const thickness = Math.max(pixel, 1);
  const bottom = lane.top + lane.height;
  let [above, below] = [Number.NaN, Number.NaN];
  for (let column = 0; column < columns; column++) {
    const { minimum, maximum } = bounds(column);
    if (Number.isNaN(minimum)) {
      above = Number.NaN;
      continue;
    }
    const ofMaximum = yOf(lane, maximum);
    const ofMinimum = yOf(lane, minimum);
    const high = Math.min(ofMaximum, ofMinimum);
    const low = Math.max(ofMaximum, ofMinimum);
    const top = Math.max(lane.top, above > low || below < high ? Math.min(high, below) : high);
    const end = Math.min(bottom, above > low || below < high ? Math.max(low, above) : low);
    const from = Math.max(lane.top, Math.min(bottom - thickness, top));
    context.fillRect(column * pixel, from, pixel, Math.max(thickness, end - from));
    above = high;
    below = low;
  }
}

/** `samplesPerPx` below 1: the samples themselves, joined by lines. */
function drawLine(
  { context, width }: Screen,
  lane: Lane,
  near: Float32Array,
  from: number,
  first: number,
  samplesPerPx: number,
): void {
  context.save();
  context.beginPath();
  context.rect(0, lane.top, width, lane.height);
  context.clip();
  context.beginPath();
  let isDown = false;
  for (let i = 0; i < near.length; i++) {
    const y = yOf(lane, near[i]);
    if (Number.isNaN(y)) {
      isDown = false;
      continue;
    }
    const x = (from + i - first) / samplesPerPx;
    if (isDown) context.lineTo(x, y);
    else context.moveTo(x, y);
    isDown = true;
  }
  context.lineWidth = 1.5;
  context.lineJoin = "round";
  context.stroke();
  if (samplesPerPx * DOTS_FROM_PX <= 1)
    for (let i = 0; i < near.length; i++)
      if (!Number.isNaN(near[i]))
        context.fillRect((from + i - first) / samplesPerPx - 1.5, yOf(lane, near[i]) - 1.5, 3, 3);
  context.restore();
}
