/** The timeline of named patterns over the time on the screen: one lane for each measured channel. */
import type { Language } from "@krampe/core/issue/text.ts";
import type { Knowledge } from "@krampe/core/knowledge/knowledge.ts";
import type { NamedPattern } from "@krampe/core/pattern/types/named-pattern.ts";
import { hatch, xOf } from "../traces/draw-marks.ts";
import type { Screen } from "../traces/draw-signal.ts";
import type { Ink } from "../traces/ink.ts";
import type { View } from "../traces/time-window.ts";

export interface PatternsPicture {
  readonly entries: readonly NamedPattern[];
  readonly channels: readonly string[];
  readonly groups: ReadonlyMap<string, Knowledge["patterns"][number]["group"]>;
  readonly chosen: NamedPattern | undefined;
  readonly view: View;
  readonly ink: Ink;
  readonly language: Language;
}

export const PATTERN_LANE_PX = 34;

export function drawPatterns(screen: Screen, picture: PatternsPicture): void {
  const { context, width, height, ratio } = screen;
  const { entries, channels, view, ink } = picture;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = ink.paper;
  context.fillRect(0, 0, width, height);
  for (const entry of entries) drawEntry(screen, picture, entry);
  if (channels.length > 1)
    for (let lane = 1; lane < channels.length; lane++) {
      context.fillStyle = ink.axis;
      context.fillRect(0, lane * PATTERN_LANE_PX, width, 1);
    }
  const x = xOf(screen, view, view.cursorS);
  if (x < -1 || x > width + 1) return;
  context.fillStyle = ink.cursor;
  context.fillRect(x - 0.75, 0, 1.5, height);
}

/** Pathological: filled. Physiological: tinted. Artefact: hatched. Silence and what is undetermined: a frame alone. */
function drawEntry(screen: Screen, picture: PatternsPicture, entry: NamedPattern): void {
  const { context, width } = screen;
  const { view, ink, groups, chosen, language } = picture;
  const from = Math.max(-2, xOf(screen, view, entry.fromS));
  const to = Math.min(width + 2, xOf(screen, view, entry.toS));
  if (to < 0 || from > width) return;
  const group = groups.get(entry.id) ?? "none";
  const box = {
    x: from,
    y: entry.channelIndex * PATTERN_LANE_PX + 3,
    width: Math.max(2, to - from),
    height: PATTERN_LANE_PX - 6,
  };
  if (group === "technical") hatch(screen, "saturation", ink.mark, box);
  else if (group !== "none") {
    context.fillStyle = group === "pathological" ? ink.chosen : ink.grid;
    context.fillRect(box.x, box.y, box.width, box.height);
  }
  context.lineWidth = entry === chosen ? 3 : 1;
  context.strokeStyle = entry === chosen ? ink.text : ink.axis;
  if (box.width > 4) context.strokeRect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1);
  context.font = "600 12px system-ui, sans-serif";
  context.textAlign = "left";
  context.textBaseline = "middle";
  const name = entry.label[language];
  const length = context.measureText(name).width;
  if (length + 12 > box.width) return;
  if (group === "technical") {
    context.fillStyle = ink.paper;
    context.fillRect(Math.max(0, from) + 3, box.y + 5, length + 8, box.height - 10);
  }
  context.fillStyle = group === "pathological" ? ink.paper : ink.text;
  context.fillText(name, Math.max(0, from) + 7, box.y + box.height / 2);
}
