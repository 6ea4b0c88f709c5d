/** The look of a pattern at a glance, simulated when its card comes into view. */
import type { SimulatedPattern } from "@krampe/core/muscle/pattern-names.ts";
import { isSimulatedPattern } from "@krampe/core/muscle/pattern-names.ts";
import { useEffect, useRef } from "react";
import { onInkChange } from "../emg/traces/ink.ts";
import { EXAMPLES } from "./examples.ts";
import { drawEnvelope } from "./specimen/draw-overview.ts";
import { onPaper } from "./specimen/on-paper.ts";
import { Specimen } from "./specimen/specimen.ts";
import { screenOf } from "./specimen/specimen-screen.ts";

export function Thumbnail({ pattern }: { readonly pattern: string }) {
  if (!isSimulatedPattern(pattern))
    return (
      <span className="atlas-thumbnail atlas-question" aria-hidden="true">
        ?
      </span>
    );
  return <SimulatedThumbnail pattern={pattern} />;
}

function SimulatedThumbnail({ pattern }: { readonly pattern: SimulatedPattern }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const { seed, durationS } = EXAMPLES[pattern];
    const specimen = new Specimen({ spanS: durationS });
    const draw = () => {
      const [peaks] = specimen.state.get().peaks;
      const screen = screenOf(element);
      if (!peaks || !screen) return;
      screen.context.setTransform(screen.ratio, 0, 0, screen.ratio, 0, 0);
      screen.context.clearRect(0, 0, screen.width, screen.height);
      drawEnvelope(screen, peaks, getComputedStyle(element).color);
    };
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      seen.disconnect();
      specimen.ask({ pattern, seed, durationS });
    });
    seen.observe(element);
    const sizes = new ResizeObserver(draw);
    sizes.observe(element);
    const stops = [specimen.state.subscribe(draw), onInkChange(draw), onPaper(draw)];
    return () => {
      seen.disconnect();
      sizes.disconnect();
      for (const stop of stops) stop();
      specimen.end();
    };
  }, [pattern]);
  return <canvas ref={canvas} className="atlas-thumbnail" />;
}
