/**
 * From the place of a slider to the value of a parameter and back.
 *
 * A slider reaches from half of what is drawn to twice as much, within what may be set at all; shares reach from 0 to 1. Where that spans
 * more than a factor of five it is logarithmic. Counts are whole.
 */
import { type Parameter, settableRange, spreadRange } from "@krampe/core/muscle/parameters/parameter.ts";

export interface SliderScale {
  readonly from: number;
  readonly to: number;
  valueAt(place: number): number;
  placeOf(value: number): number;
}

/** Places go from 0 to this. */
export const PLACES = 200;
const LOGARITHMIC_FROM = 5;

export function sliderScale(parameter: Parameter): SliderScale {
  const { from, to } = reachOf(parameter);
  const isWhole = parameter.unit === "{count}";
  const isLogarithmic = from > 0 && to / from >= LOGARITHMIC_FROM;
  return {
    from,
    to,
    valueAt: (place) => {
      const share = place / PLACES;
      const value = isLogarithmic ? from * (to / from) ** share : from + share * (to - from);
      return isWhole ? Math.round(value) : Number(value.toPrecision(3));
    },
    placeOf: (value) => {
      const inside = Math.min(to, Math.max(from, value));
      const share = isLogarithmic
        ? Math.log(inside / from) / Math.log(to / from)
        : (inside - from) / (to - from);
      return Math.round(share * PLACES);
    },
  };
}

function reachOf(parameter: Parameter): { readonly from: number; readonly to: number } {
  const drawn = spreadRange(parameter.spread);
  const settable = settableRange(parameter);
  if (parameter.unit === "1" && drawn.from >= 0 && drawn.to <= 1) return { from: 0, to: 1 };
  const wider = (value: number, factor: number) => (value < 0 ? value / factor : value * factor);
  const from = Math.max(settable.from, wider(drawn.from, 0.5));
  const to = Math.min(settable.to, wider(drawn.to, 2));
  if (parameter.unit === "{count}")
    return { from: Math.max(1, Math.round(from)), to: Math.max(2, Math.floor(to)) };
  return { from, to };
}
