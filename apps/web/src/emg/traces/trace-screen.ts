/**
 * Keeps the picture on the screen: draws it again, at most once a frame, when the recording, the stretch of time, the size or the
 * colours have changed. The cursor has a canvas of its own, so that playing does not draw the traces again.
 */
import { bench, samples, view } from "../bench/workbench.ts";
import { canvasScreen } from "./canvas-screen.ts";
import { drawCursor, drawScreen, type Picture } from "./draw-screen.ts";
import type { Screen } from "./draw-signal.ts";
import { type Ink, onInkChange, readInk } from "./ink.ts";
import { type Lane, lanesOf } from "./lanes.ts";

export type ScreenWords = Pick<Picture, "language" | "kinds" | "hasClock">;

export interface ScreenElements {
  readonly frame: HTMLElement;
  readonly traces: HTMLCanvasElement;
  readonly cursor: HTMLCanvasElement;
  readonly probe: HTMLElement;
}

export class TraceScreen {
  readonly #elements: ScreenElements;
  readonly #stops: (() => void)[] = [];
  #words: ScreenWords;
  #ink: Ink;
  #lanes: readonly Lane[] = [];
  #frame = 0;
  #tracesAreOld = true;
  #drawn = { fromS: Number.NaN, spanS: Number.NaN };

  constructor(elements: ScreenElements, words: ScreenWords) {
    this.#elements = elements;
    this.#words = words;
    this.#ink = readInk(elements.probe);
    const sizes = new ResizeObserver(() => this.#takeBench());
    sizes.observe(elements.frame);
    const page = document.documentElement;
    let scheme: string | undefined;
    const nowOnPaper = () => {
      scheme = page.dataset["colorScheme"];
      page.dataset["colorScheme"] = "light";
      this.#ink = readInk(elements.probe);
      this.#tracesAreOld = true;
      this.#draw();
    };
    const backOnScreen = () => {
      if (scheme === undefined) delete page.dataset["colorScheme"];
      else page.dataset["colorScheme"] = scheme;
      again();
    };
    const again = () => {
      this.#ink = readInk(elements.probe);
      this.refresh();
    };
    window.addEventListener("beforeprint", nowOnPaper);
    window.addEventListener("afterprint", backOnScreen);
    this.#stops.push(
      () => sizes.disconnect(),
      onInkChange(again),
      bench.subscribe(() => this.#takeBench()),
      view.subscribe(() => this.#schedule()),
      samples.arrived.subscribe(() => this.refresh()),
      () => window.removeEventListener("beforeprint", nowOnPaper),
      () => window.removeEventListener("afterprint", backOnScreen),
    );
    this.#takeBench();
  }

  say(words: ScreenWords): void {
    this.#words = words;
    this.refresh();
  }

  refresh(): void {
    this.#tracesAreOld = true;
    this.#schedule();
  }

  end(): void {
    cancelAnimationFrame(this.#frame);
    for (const stop of this.#stops) stop();
  }

  #takeBench(): void {
    this.#lanes = lanesOf(bench.get(), this.#elements.frame.clientHeight);
    this.refresh();
  }

  #schedule(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#drawChanges());
  }

  #drawChanges(): void {
    this.#frame = 0;
    const { fromS, spanS } = view.get();
    if (fromS !== this.#drawn.fromS || spanS !== this.#drawn.spanS) this.#tracesAreOld = true;
    this.#draw();
  }

  #draw(): void {
    const now = view.get();
    const { cursor, traces } = this.#elements;
    if (this.#tracesAreOld) {
      const screen = this.#screenOf(traces);
      if (screen)
        drawScreen(screen, {
          ...this.#words,
          lanes: this.#lanes,
          view: now,
          ink: this.#ink,
          samples,
          annotations: bench.get().header?.annotations ?? [],
        });
      this.#tracesAreOld = false;
      this.#drawn = now;
    }
    const over = this.#screenOf(cursor);
    if (over) drawCursor(over, now, this.#ink);
  }

  #screenOf(canvas: HTMLCanvasElement): Screen | undefined {
    const before = canvas.width;
    const screen = canvasScreen(canvas, this.#elements.frame);
    if (canvas === this.#elements.traces && canvas.width !== before) this.#tracesAreOld = true;
    return screen;
  }
}
