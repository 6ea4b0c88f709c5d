/** What the keys do while the screen has the focus. */

import { redoCorrection, undoCorrection } from "../bench/corrections.ts";
import { chooseChannel, sensitivityOf, setSensitivity } from "../bench/scales.ts";
import { bench, view } from "../bench/workbench.ts";
import { moveChosenEdge, rejectChosenBurst, stepToBurst } from "../measure/burst-keys.ts";
import { stepFrom } from "./scale-steps.ts";
import { divisionS, panned, swept, within } from "./time-window.ts";

/** True: the key was for the screen. */
export function pressKey(key: string, withShift: boolean): boolean {
  const action = ACTIONS.get(key);
  action?.(withShift);
  return action !== undefined;
}

const ACTIONS = new Map<string, (withShift: boolean) => void>([
  ["ArrowRight", (withShift) => move(withShift ? "screen" : "division", 1)],
  ["ArrowLeft", (withShift) => move(withShift ? "screen" : "division", -1)],
  ["PageDown", () => move("screen", 1)],
  ["PageUp", () => move("screen", -1)],
  ["Home", () => go(0)],
  ["End", () => go(view.get().durationS)],
  ["+", () => sweep(-1)],
  ["=", () => sweep(-1)],
  ["-", () => sweep(1)],
  ["0", () => view.set(within({ ...view.get(), fromS: 0, spanS: view.get().durationS }))],
  ["ArrowUp", () => turnSensitivity(-1)],
  ["ArrowDown", () => turnSensitivity(1)],
  [",", () => moveCursor(-1)],
  [".", () => moveCursor(1)],
  ["[", () => chooseNeighbour(-1)],
  ["]", () => chooseNeighbour(1)],
  ["n", () => stepToBurst(1)],
  ["p", () => stepToBurst(-1)],
  ["i", () => moveChosenEdge("onset")],
  ["o", () => moveChosenEdge("offset")],
  ["Delete", rejectChosenBurst],
  ["z", undoCorrection],
  ["y", redoCorrection],
]);

function move(by: "screen" | "division", sign: 1 | -1): void {
  const now = view.get();
  view.set(panned(now, sign * (by === "screen" ? now.spanS : divisionS(now.spanS))));
}

function go(toS: number): void {
  view.set(within({ ...view.get(), fromS: toS, cursorS: toS }));
}

function turnSensitivity(by: 1 | -1): void {
  const { selected } = bench.get();
  setSensitivity(selected, stepFrom(sensitivityOf(selected), by));
}

function moveCursor(sign: 1 | -1): void {
  const now = view.get();
  view.set(within({ ...now, cursorS: now.cursorS + (sign * now.spanS) / 200 }));
}

/** Less (−1) or more time a division. */
export function sweep(by: 1 | -1): void {
  const now = view.get();
  view.set(swept(now, 10 * stepFrom(divisionS(now.spanS), by)));
}

function chooseNeighbour(by: 1 | -1): void {
  const { shown, selected } = bench.get();
  const next = shown[shown.indexOf(selected) + by];
  if (next !== undefined) chooseChannel(next);
}
