/**
 * Stands in for core/quantity/ucum.ts in the page: the table of units is fetched when a unit first asks for it.
 *
 * Until it is there the answer is that there is no conversion, so that a value is refused and never guessed; whoever listens is told
 * when to ask again.
 */
import type { UnitConversion } from "@krampe/core/quantity/unit-conversion.ts";

type Ucum = typeof import("@krampe/core/quantity/ucum.ts");

let ucum: Ucum | undefined;
let asked = false;
const listeners = new Set<() => void>();

/** Tells once the units are there; returns how to stop listening. */
export function onUnitsLoaded(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function ucumConversion(from: string, to: string): UnitConversion | undefined {
  if (!ucum) load();
  return ucum?.ucumConversion(from, to);
}

export function isUcumUnit(unit: string): boolean {
  if (!ucum) load();
  return ucum?.isUcumUnit(unit) ?? false;
}

function load(): void {
  if (asked) return;
  asked = true;
  import("@krampe/core/quantity/ucum.ts")
    .then((loaded) => {
      ucum = loaded;
      for (const listener of listeners) listener();
    })
    .catch(() => {
      asked = false;
    });
}
