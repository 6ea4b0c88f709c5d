/**
 * A picture over the same time as the screen, and under the same pointer: drag, wheel and click move the same cursor.
 *
 * Drawn again, at most once a frame, when the view, the size, the colours or what is drawn changes. What it shows stands in tables
 * beside it, and the keys are those of the screen.
 */
import { useEffect, useRef } from "react";
import { view } from "../bench/workbench.ts";
import { canvasScreen } from "./canvas-screen.ts";
import type { Screen } from "./draw-signal.ts";
import { type Ink, onInkChange, readInk } from "./ink.ts";
import { followPointers } from "./pointers.ts";

interface Properties {
  readonly label: string;
  readonly height: number;
  readonly draw: (screen: Screen, ink: Ink) => void;
  /** The height that was clicked, in CSS pixels. */
  readonly onClicked?: (y: number) => void;
}

export function TimedCanvas({ label, height, draw, onClicked }: Properties) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const now = useRef({ draw, onClicked });
  const again = useRef<() => void>(undefined);
  now.current = { draw, onClicked };

  useEffect(() => {
    const [held, picture] = [frame.current, canvas.current];
    if (!held || !picture) return undefined;
    let waiting = 0;
    const paint = () => {
      waiting = 0;
      const screen = canvasScreen(picture, held);
      const probe = document.querySelector(".emg-inks");
      if (screen && probe) now.current.draw(screen, readInk(probe));
    };
    const schedule = () => {
      waiting ||= requestAnimationFrame(paint);
    };
    again.current = schedule;
    const sizes = new ResizeObserver(schedule);
    sizes.observe(held);
    const stops = [
      () => sizes.disconnect(),
      onInkChange(schedule),
      view.subscribe(schedule),
      followPointers(held, view, (share, lanesPx) => now.current.onClicked?.(share * lanesPx)),
    ];
    window.addEventListener("beforeprint", paint);
    return () => {
      cancelAnimationFrame(waiting);
      window.removeEventListener("beforeprint", paint);
      for (const stop of stops) stop();
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn has changed
  useEffect(() => again.current?.(), [draw]);

  return (
    <div ref={frame} className="emg-timed" style={{ height }}>
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  );
}
