/**
 * The screen under pointers: drag to move in time, pinch to zoom, click to place the cursor; wheel.
 *
 * A wheel turned sideways always moves in time. Turned up and down it zooms with Ctrl, or without when the screen has the focus:
 * otherwise it scrolls the page, as everywhere.
 */
import type { Store } from "../bench/store.ts";
import { RULER_PX } from "./lanes.ts";
import { panned, type View, within, zoomed } from "./time-window.ts";

const CLICK_PX = 5;

/** `clicked` gets the height as a share of the lanes, and how high they are. Returns how to stop. */
export function followPointers(
  frame: HTMLElement,
  view: Store<View>,
  clicked: (share: number, lanesPx: number) => void,
): () => void {
  const down = new Map<number, { x: number; y: number }>();
  let moved = 0;
  const timeAt = (x: number) => {
    const { fromS, spanS } = view.get();
    return fromS + ((x - frame.getBoundingClientRect().left) / frame.clientWidth) * spanS;
  };
  const distance = () => {
    const [a, b] = [...down.values()];
    return Math.max(20, Math.abs(a.x - b.x));
  };

  const pressed = (event: PointerEvent) => {
    if (event.button !== 0) return;
    if (down.size === 0) moved = 0;
    frame.setPointerCapture(event.pointerId);
    down.set(event.pointerId, { x: event.clientX, y: event.clientY });
  };
  const dragged = (event: PointerEvent) => {
    const before = down.get(event.pointerId);
    if (!before) return;
    const apart = down.size === 2 ? distance() : 0;
    const step = event.clientX - before.x;
    moved += Math.abs(step) + Math.abs(event.clientY - before.y);
    down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const now = view.get();
    if (down.size === 2) {
      const [a, b] = [...down.values()];
      view.set(zoomed(now, apart / distance(), timeAt((a.x + b.x) / 2)));
    } else if (moved > CLICK_PX) view.set(panned(now, (-step / frame.clientWidth) * now.spanS));
  };
  const released = (event: PointerEvent) => {
    const wasDown = down.delete(event.pointerId);
    if (!wasDown || event.type === "pointercancel" || moved > CLICK_PX || down.size > 0) return;
    view.set(within({ ...view.get(), cursorS: timeAt(event.clientX) }));
    const top = event.clientY - frame.getBoundingClientRect().top;
    const lanesPx = Math.max(1, frame.clientHeight - RULER_PX);
    clicked(top / lanesPx, lanesPx);
  };
  const wheeled = (event: WheelEvent) => {
    const now = view.get();
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
    const zooms = event.ctrlKey || document.activeElement === frame;
    if (!sideways && !zooms) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const delta = lines * (sideways && event.deltaX !== 0 ? event.deltaX : event.deltaY);
    if (sideways) view.set(panned(now, (delta / frame.clientWidth) * now.spanS));
    else view.set(zoomed(now, Math.exp(delta * (event.ctrlKey ? 0.008 : 0.0022)), timeAt(event.clientX)));
  };

  frame.addEventListener("pointerdown", pressed);
  frame.addEventListener("pointermove", dragged);
  frame.addEventListener("pointerup", released);
  frame.addEventListener("pointercancel", released);
  frame.addEventListener("wheel", wheeled, { passive: false });
  return () => {
    frame.removeEventListener("pointerdown", pressed);
    frame.removeEventListener("pointermove", dragged);
    frame.removeEventListener("pointerup", released);
    frame.removeEventListener("pointercancel", released);
    frame.removeEventListener("wheel", wheeled);
  };
}
