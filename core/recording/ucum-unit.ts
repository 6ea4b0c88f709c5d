/**
 * The UCUM code for a unit as a recorder writes it, or undefined when it is not known.
 *
 * Recorders write microvolts in a dozen ways. Steps of a converter, "arbitrary units" and full scale are `1`.
 * UCUM is case-sensitive, recorders often are not; only spellings that cannot mean two things are taken.
 */
const BY_SPELLING: Readonly<Record<string, string>> = {
  uv: "uV",
  µv: "uV",
  μv: "uV",
  uvolt: "uV",
  µvolt: "uV",
  μvolt: "uV",
  microvolt: "uV",
  microvolts: "uV",
  mv: "mV",
  mvolt: "mV",
  millivolt: "mV",
  millivolts: "mV",
  nv: "nV",
  nanovolt: "nV",
  v: "V",
  volt: "V",
  volts: "V",
  deg: "deg",
  degree: "deg",
  degrees: "deg",
  "°": "deg",
  degc: "Cel",
  "°c": "Cel",
  celsius: "Cel",
  rad: "rad",
  "deg/s": "deg/s",
  "°/s": "deg/s",
  "%": "%",
  hz: "Hz",
  bpm: "/min",
  "/min": "/min",
  mmhg: "mm[Hg]",
  s: "s",
  ms: "ms",
  kg: "kg",
  nm: "N.m",
  "n.m": "N.m",
  "m/s^2": "m/s2",
  "m/s2": "m/s2",
  "m/s²": "m/s2",
  ohm: "Ohm",
  kohm: "kOhm",
  us: "uS",
  µs: "uS",
  μs: "uS",
  ut: "uT",
  µt: "uT",
};

/** Spellings where capitals decide. */
const BY_EXACT_SPELLING: Readonly<Record<string, string>> = {
  N: "N",
  S: "S",
  C: "C",
  A: "A",
  T: "T",
  g: "g",
};

const UNCALIBRATED = new Set([
  "",
  "1",
  "adu",
  "au",
  "a.u.",
  "nu",
  "n/a",
  "na",
  "none",
  "raw",
  "counts",
  "bits",
  "boolean",
  "-",
]);

export function ucumUnit(asWritten: string): string | undefined {
  const trimmed = asWritten.trim();
  const exact = BY_EXACT_SPELLING[trimmed];
  if (exact !== undefined) return exact;
  const lower = trimmed.toLowerCase();
  if (UNCALIBRATED.has(lower)) return "1";
  return BY_SPELLING[lower];
}

/** How many of `unit` one volt is; undefined if the unit is not a voltage. */
export function perVolt(unit: string): number | undefined {
  return { V: 1, mV: 1e3, uV: 1e6, nV: 1e9 }[unit];
}
