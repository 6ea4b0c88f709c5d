/**
 * The screen under pointers: drag to move in time (or what lies under the pointer), pinch to zoom, click to place the cursor; wheel.
 *
 * A wheel turned sideways always moves in time. Turned up and down it zooms with Ctrl, or without when the screen has the focus:
 * otherwise it scrolls the page, as everywhere.
 */
import type { Store } from "../bench/store.ts";
import { RULER_PX } from "./lanes.ts";
import { panned, type View, within, zoomed } from "./time-window.ts";

const CLICK_PX = 5;

/** A finger does not see what it covers. */
const REACH_PX = { mouse: 5, touch: 18 };

/** Something on the screen that a pointer has taken hold of. */
export interface Held {
  /** Where it is in time. */
  readonly atS: number;
  draw(atS: number): void;
  /** Undefined: it stays where it was. */
  letGo(atS: number | undefined): void;
}

/** `clicked` gets the height as a share of the lanes, and how high they are. Returns how to stop. */
export function followPointers(
  frame: HTMLElement,
  view: Store<View>,
  clicked: (share: number, lanesPx: number) => void,
  holdAt: (x: number, y: number, reachPx: number, widthPx: number) => Held | undefined = () => undefined,
): () => void {
  const down = new Map<number, { x: number; y: number }>();
  let moved = 0;
  let held: (Held & { readonly fromX: number }) | undefined;
  const under = (event: PointerEvent) => {
    const { left, top } = frame.getBoundingClientRect();
    const reachPx = event.pointerType === "mouse" ? REACH_PX.mouse : REACH_PX.touch;
    return holdAt(event.clientX - left, event.clientY - top, reachPx, frame.clientWidth);
  };
  const drawnTo = (from: { readonly atS: number; readonly fromX: number }, x: number) =>
    from.atS + ((x - from.fromX) / frame.clientWidth) * view.get().spanS;
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
    if (down.size === 0) {
      moved = 0;
      const found = under(event);
      held = found && { ...found, fromX: event.clientX };
    } else {
      held?.letGo(undefined);
      held = undefined;
    }
    frame.setPointerCapture(event.pointerId);
    down.set(event.pointerId, { x: event.clientX, y: event.clientY });
  };
  const dragged = (event: PointerEvent) => {
    const before = down.get(event.pointerId);
    if (!before) {
      if (event.pointerType === "mouse") frame.style.cursor = under(event) ? "ew-resize" : "";
      return;
    }
    const apart = down.size === 2 ? distance() : 0;
    const step = event.clientX - before.x;
    moved += Math.abs(step) + Math.abs(event.clientY - before.y);
    down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const now = view.get();
    if (held) {
      if (moved > CLICK_PX) held.draw(drawnTo(held, event.clientX));
    } else if (down.size === 2) {
      const [a, b] = [...down.values()];
      view.set(zoomed(now, apart / distance(), timeAt((a.x + b.x) / 2)));
    } else if (moved > CLICK_PX) view.set(panned(now, (-step / frame.clientWidth) * now.spanS));
  };
  const released = (event: PointerEvent) => {
    const wasDown = down.delete(event.pointerId);
    const drawn = held;
    held = undefined;
    if (drawn && moved > CLICK_PX)
      drawn.letGo(event.type === "pointercancel" ? undefined : drawnTo(drawn, event.clientX));
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
