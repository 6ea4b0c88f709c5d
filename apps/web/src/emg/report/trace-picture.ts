/** What is on the screen as parts of an SVG, in the colours of paper. */
import type { Language } from "@krampe/core/issue/text.ts";
import { screenHeight } from "../bench/scales.ts";
import { bench, samples, view } from "../bench/workbench.ts";
import { drawLaneNames } from "../traces/draw-lane-names.ts";
import { drawScreen, type Picture } from "../traces/draw-screen.ts";
import { readInk } from "../traces/ink.ts";
import { lanesOf } from "../traces/lanes.ts";
import { type SvgPart, SvgPen } from "../traces/svg-pen.ts";

export interface TracePicture {
  readonly width: number;
  readonly height: number;
  readonly parts: readonly SvgPart[];
}

const WIDTH_PX = 1000;

/** `heightPx` absent: as high as on the screen. */
export function tracePicture(
  words: { readonly language: Language; readonly kinds: Picture["kinds"]; readonly perDivision: string },
  heightPx?: number,
): TracePicture | undefined {
  const now = bench.get();
  const probe = document.querySelector(".emg-inks");
  if (!now.header || !probe) return undefined;
  const height = heightPx ?? screenHeight(now.shown.length);
  const pen = new SvgPen();
  const screen = { context: pen, width: WIDTH_PX, height, ratio: 1 };
  const ink = onPaper(() => readInk(probe));
  const lanes = lanesOf(now, height);
  drawScreen(screen, {
    lanes,
    view: view.get(),
    ink,
    samples,
    annotations: now.header.annotations,
    language: words.language,
    kinds: words.kinds,
    hasClock: !now.header.channels.some(({ clock }) => clock === "assumed"),
  });
  drawLaneNames(screen, lanes, ink, words.language, words.perDivision);
  return { width: WIDTH_PX, height, parts: pen.parts };
}

/** With the page light for a moment. */
function onPaper<T>(read: () => T): T {
  const page = document.documentElement;
  const scheme = page.dataset["colorScheme"];
  page.dataset["colorScheme"] = "light";
  const value = read();
  if (scheme === undefined) delete page.dataset["colorScheme"];
  else page.dataset["colorScheme"] = scheme;
  return value;
}
