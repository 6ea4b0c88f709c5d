/** One picture of the screen: lines of the divisions, traces, marks, the ruler of time. The cursor lies on a canvas of its own. */
import type { Language } from "@krampe/core/issue/text.ts";
import type { Annotation } from "@krampe/core/recording/recording.ts";
import {
  drawBursts,
  drawEnvelope,
  drawMarks,
  drawPointed,
  drawTemplates,
  drawUnits,
  type SpanKind,
  xOf,
} from "./draw-marks.ts";
import { drawSignal, type NearSamples, type Screen } from "./draw-signal.ts";
import type { Ink } from "./ink.ts";
import { type Lane, RULER_PX } from "./lanes.ts";
import { divisionS, type View } from "./time-window.ts";
import { writtenMoment } from "./written-scale.ts";

export interface Picture {
  readonly lanes: readonly Lane[];
  readonly view: View;
  readonly ink: Ink;
  readonly samples: NearSamples;
  readonly annotations: readonly Annotation[];
  readonly language: Language;
  readonly kinds: Readonly<Record<SpanKind, string>>;
  /** Otherwise times count samples. */
  readonly hasClock: boolean;
}

export function drawScreen(screen: Screen, picture: Picture): void {
  const { context, width, height, ratio } = screen;
  const { lanes, view, ink, samples, kinds } = picture;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = ink.paper;
  context.fillRect(0, 0, width, height);
  drawDivisions(screen, picture);
  for (const lane of lanes) {
    drawPointed(screen, lane, view, ink);
    drawMarks(screen, lane, view, ink, kinds);
    context.fillStyle = ink.trace;
    context.strokeStyle = ink.trace;
    drawSignal(screen, lane, view, samples);
    drawTemplates(screen, lane, view, ink);
    drawEnvelope(screen, lane, view, ink);
    drawBursts(screen, lane, view, ink);
    drawUnits(screen, lane, view, ink);
  }
  drawRuler(screen, picture);
}

export function drawCursor(screen: Screen, view: View, ink: Ink): void {
  const { context, width, height, ratio } = screen;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  const x = xOf(screen, view, view.cursorS);
  if (x < -1 || x > width + 1) return;
  context.fillStyle = ink.cursor;
  context.fillRect(x - 0.75, 0, 1.5, height - RULER_PX);
  context.beginPath();
  context.moveTo(x - 6, height - RULER_PX + 8);
  context.lineTo(x, height - RULER_PX);
  context.lineTo(x + 6, height - RULER_PX + 8);
  context.fill();
}

function drawDivisions(screen: Screen, { lanes, view, ink }: Picture): void {
  const { context, width, height } = screen;
  const step = divisionS(view.spanS);
  context.lineWidth = 1;
  context.strokeStyle = ink.grid;
  context.beginPath();
  for (let k = Math.ceil(view.fromS / step); k * step <= view.fromS + view.spanS; k++) {
    const x = crisp(xOf(screen, view, k * step));
    context.moveTo(x, 0);
    context.lineTo(x, height - RULER_PX);
  }
  for (const { top, height: laneHeight, divisions } of lanes)
    for (let k = 1; k < divisions; k++) {
      const y = crisp(top + (k * laneHeight) / divisions);
      context.moveTo(0, y);
      context.lineTo(width, y);
    }
  context.stroke();
  context.strokeStyle = ink.axis;
  context.beginPath();
  for (const { top } of lanes.slice(1)) {
    context.moveTo(0, crisp(top));
    context.lineTo(width, crisp(top));
  }
  context.stroke();
  const chosen = lanes.length > 1 ? lanes.find(({ isSelected }) => isSelected) : undefined;
  if (chosen) {
    context.fillStyle = ink.chosen;
    context.fillRect(0, chosen.top + 1, 4, chosen.height - 1);
  }
}

function drawRuler(screen: Screen, { view, ink, language, annotations, hasClock }: Picture): void {
  const { context, width, height } = screen;
  const step = divisionS(view.spanS);
  const top = height - RULER_PX;
  context.fillStyle = ink.axis;
  context.fillRect(0, top, width, 1);
  context.fillStyle = ink.text;
  context.font = "12px system-ui, sans-serif";
  context.textBaseline = "middle";
  context.textAlign = "center";
  const told = (atS: number) => writtenMoment(atS, step, language, hasClock);
  const widest = context.measureText(told(view.fromS + view.spanS)).width + 12;
  const every = Math.max(1, Math.ceil(widest / ((step / view.spanS) * width)));
  for (let k = Math.ceil(view.fromS / step); k * step <= view.fromS + view.spanS; k++) {
    const x = xOf(screen, view, k * step);
    context.fillRect(crisp(x) - 0.5, top, 1, 5);
    if (k % every === 0 && x > widest / 2 && x < width - widest / 2)
      context.fillText(told(k * step), x, top + 17);
  }
  context.textAlign = "left";
  context.font = "600 12px system-ui, sans-serif";
  let free = 0;
  for (const { atS, text } of annotations) {
    const x = xOf(screen, view, atS);
    if (x < -200 || x > width) continue;
    context.fillStyle = ink.burst;
    for (let y = 0; y < top; y += 8) context.fillRect(crisp(x) - 0.5, y, 1, 4);
    if (x < free) continue;
    const shown = text.length > 24 ? `${text.slice(0, 23)}…` : text;
    const textWidth = context.measureText(shown).width;
    context.fillStyle = ink.paper;
    context.fillRect(x + 2, top - 19, textWidth + 6, 17);
    context.fillStyle = ink.text;
    context.fillText(shown, x + 5, top - 10);
    free = x + textWidth + 12;
  }
}

function crisp(position: number): number {
  return Math.round(position) + 0.5;
}
