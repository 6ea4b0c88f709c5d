/**
 * Keeps the pictures of one specimen on the page: the swept trace, the cursor over it, the truth under it and the overview. They are drawn
 * again, at most once a frame, when the recording, the stretch of time, the size or the colours have changed.
 */
import type { Language } from "@krampe/core/issue/text.ts";
import { drawCursor, drawScreen } from "../../emg/traces/draw-screen.ts";
import type { NearSamples, Screen } from "../../emg/traces/draw-signal.ts";
import { type Ink, onInkChange, readInk } from "../../emg/traces/ink.ts";
import { drawOverview } from "./draw-overview.ts";
import { drawRaster } from "./draw-raster.ts";
import { onPaper } from "./on-paper.ts";
import { annotationsOf, lanesOf, listening, type Specimen } from "./specimen.ts";

export interface SpecimenCanvases {
  readonly traces: HTMLCanvasElement;
  readonly cursor: HTMLCanvasElement;
  readonly overview: HTMLCanvasElement;
  readonly raster: HTMLCanvasElement | null;
  /** Holds the colours. */
  readonly probe: HTMLElement;
}

export interface SpecimenWords {
  readonly language: Language;
  readonly events: Readonly<Record<string, string>>;
  readonly nameOf: (pattern: string) => string;
  readonly hidesNeedle: boolean;
}

/** None of these is ever on an atlas' screen: what is lost or clipped belongs to the picture there. */
const KINDS = { gap: "", saturation: "", flat: "", dropout: "" } as const;

/** Returns how to stop. */
export function keepDrawn(specimen: Specimen, canvases: SpecimenCanvases, words: SpecimenWords): () => void {
  let ink: Ink = readInk(canvases.probe);
  let frame = 0;
  let drawn: { fromS: number; spanS: number; state: object } | undefined;
  const near: NearSamples = {
    between: (channel, from, to) => specimen.state.get().made?.samples[channel].subarray(from, to),
  };

  function draw(): void {
    frame = 0;
    const state = specimen.state.get();
    const { made, peaks, channel } = state;
    const view = specimen.view.get();
    if (!made) return;
    const isMoved = drawn?.fromS !== view.fromS || drawn.spanS !== view.spanS || drawn.state !== state;
    const traces = isMoved ? screenOf(canvases.traces) : undefined;
    if (traces) {
      const lanes = lanesOf(state, listening.get().negativeUp);
      const annotations = annotationsOf(made, words);
      drawScreen(traces, {
        lanes,
        view,
        ink,
        samples: near,
        annotations,
        language: words.language,
        kinds: KINDS,
        hasClock: true,
      });
      const raster = canvases.raster && screenOf(canvases.raster);
      if (raster) drawRaster(raster, made.truth, view, ink, words.nameOf);
      drawn = { fromS: view.fromS, spanS: view.spanS, state };
    }
    const cursor = screenOf(canvases.cursor);
    if (cursor) drawCursor(cursor, view, ink);
    const overview = screenOf(canvases.overview);
    if (overview) drawOverview(overview, peaks[channel], view, ink);
  }
  function schedule(): void {
    if (frame === 0) frame = requestAnimationFrame(draw);
  }
  function again(): void {
    ink = readInk(canvases.probe);
    drawn = undefined;
    schedule();
  }

  const sizes = new ResizeObserver(again);
  for (const canvas of [canvases.traces, canvases.overview, canvases.raster])
    if (canvas) sizes.observe(canvas);
  const stops = [
    () => sizes.disconnect(),
    onInkChange(again),
    specimen.state.subscribe(schedule),
    specimen.view.subscribe(schedule),
    listening.subscribe(again),
    onPaper(() => {
      ink = readInk(canvases.probe);
      drawn = undefined;
      draw();
    }),
  ];
  schedule();
  return () => {
    cancelAnimationFrame(frame);
    for (const stop of stops) stop();
  };
}

export function screenOf(canvas: HTMLCanvasElement): Screen | undefined {
  const { clientWidth: width, clientHeight: height } = canvas;
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (wide === 0 || high === 0) return undefined;
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
  }
  const context = canvas.getContext("2d");
  return context ? { context, width, height, ratio } : undefined;
}
