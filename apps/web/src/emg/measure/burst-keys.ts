/** What is done to the chosen burst, by key or by button. */
import { makeCorrection, measurementOf } from "../bench/corrections.ts";
import { bench, view } from "../bench/workbench.ts";
import { stepBurst } from "./stepping.ts";

function burstsOfSelected() {
  const now = bench.get();
  return measurementOf(now, now.selected)?.bursts ?? [];
}

function chosenBurst() {
  const { chosenBurstS } = bench.get();
  return burstsOfSelected().find(({ onsetS }) => onsetS === chosenBurstS);
}

export function stepToBurst(by: 1 | -1): void {
  stepBurst(burstsOfSelected(), by);
}

/** To the cursor. */
export function moveChosenEdge(edge: "onset" | "offset"): void {
  const burst = chosenBurst();
  const { cursorS } = view.get();
  if (!burst) return;
  const { onsetS, offsetS } = burst;
  const isMoved = makeCorrection({ kind: "move-burst-edge", burst: { onsetS, offsetS }, edge, toS: cursorS });
  if (isMoved && edge === "onset") bench.set({ chosenBurstS: cursorS });
}

export function rejectChosenBurst(): void {
  const burst = chosenBurst();
  if (!burst) return;
  const { onsetS, offsetS } = burst;
  if (makeCorrection({ kind: "reject-burst", burst: { onsetS, offsetS } }))
    bench.set({ chosenBurstS: undefined });
}
