/** Fits a canvas to its frame, with the sharpness of the display. Undefined while it has no room. */
import type { Screen } from "./draw-signal.ts";

export function canvasScreen(canvas: HTMLCanvasElement, frame: HTMLElement): Screen | undefined {
  const { clientWidth: width, clientHeight: height } = frame;
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
  }
  const context = canvas.getContext("2d");
  return context && wide > 0 ? { context, width, height, ratio } : undefined;
}
