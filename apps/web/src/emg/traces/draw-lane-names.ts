/** The name and the sensitivity of each lane, for pictures that have no buttons over them. */
import type { Language } from "@krampe/core/issue/text.ts";
import type { Screen } from "./draw-signal.ts";
import type { Ink } from "./ink.ts";
import type { Lane } from "./lanes.ts";
import { writtenAmplitude } from "./written-scale.ts";

export function drawLaneNames(
  { context }: Screen,
  lanes: readonly Lane[],
  ink: Ink,
  language: Language,
  perDivision: string,
): void {
  context.font = "600 12px system-ui, sans-serif";
  context.textAlign = "left";
  context.textBaseline = "middle";
  for (const { channel, top, perDivision: step } of lanes) {
    const scale = `${writtenAmplitude(step, channel.unit, language)}${perDivision}`;
    const text = `${channel.label || channel.id}   ${scale}`;
    context.globalAlpha = 0.85;
    context.fillStyle = ink.paper;
    context.fillRect(6, top + 5, context.measureText(text).width + 8, 18);
    context.globalAlpha = 1;
    context.fillStyle = ink.text;
    context.fillText(text, 10, top + 14);
  }
}
