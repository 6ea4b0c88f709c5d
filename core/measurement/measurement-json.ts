/**
 * A measurement as plain JSON values: arrays instead of typed arrays, null instead of NaN, no more digits than are meant.
 *
 * Numbers keep six significant digits, times (names ending in S) are kept to the microsecond. The fast envelope and the templates can be left out:
 * they are most of the text.
 */
import type { RecordingMeasurement } from "./types/recording.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface MeasurementJsonOptions {
  /** Which envelopes are written; the slow one alone by default. */
  readonly envelopes?: "none" | "slow" | "all";
  readonly templates?: boolean;
}

const FAST_BELOW_MS = 50;

/** Anything made of numbers, words and lists, with the same care. */
export function plainJson(value: object): { readonly [key: string]: Json } {
  return plain(value, "") as { readonly [key: string]: Json };
}

export function measurementJson(
  measurement: RecordingMeasurement,
  { envelopes = "slow", templates = true }: MeasurementJsonOptions = {},
): { readonly [key: string]: Json } {
  const chosen = {
    ...measurement,
    channels: measurement.channels.map((channel) => ({
      ...channel,
      activity: {
        ...channel.activity,
        envelopes: channel.activity.envelopes.filter(
          ({ scaleMs }) => envelopes === "all" || (envelopes === "slow" && scaleMs >= FAST_BELOW_MS),
        ),
      },
      units: channel.units.map((unit) => (templates ? unit : { ...unit, template: undefined })),
    })),
  };
  return plain(chosen, "") as { readonly [key: string]: Json };
}

function plain(value: unknown, name: string): Json {
  if (typeof value === "number") return rounded(value, name);
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  if (ArrayBuffer.isView(value)) return Array.from(value as Float32Array, (item) => rounded(item, name));
  if (Array.isArray(value)) return value.map((item) => plain(item, name));
  if (typeof value === "object") {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return Object.fromEntries(entries.map(([key, item]) => [key, plain(item, key)]));
  }
  throw new TypeError(`${typeof value} is no JSON value (${name})`);
}

function rounded(value: number, name: string): number | null {
  if (!Number.isFinite(value)) return null;
  if (/[a-z]S$/.test(name)) return Math.round(value * 1e6) / 1e6;
  return Number(value.toPrecision(6));
}
