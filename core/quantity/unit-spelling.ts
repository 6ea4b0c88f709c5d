/**
 * The many ways in which people and laboratory systems write a unit, brought to its UCUM code.
 *
 * Only spelling is mended here (`µmol/l` → `umol/L`, `IU/L` → `U/L`, `x10^9/L` → `10*9/L`, `år` → `a`); no value changes.
 * Case is kept where UCUM needs it: `mg` and `Mg` are different units.
 */

/** Whole units that are not UCUM codes, as they are met in records and on paper, in lower case. */
const WHOLE: ReadonlyMap<string, string> = new Map([
  ["", "1"],
  ["years", "a"],
  ["year", "a"],
  ["yr", "a"],
  ["y", "a"],
  ["år", "a"],
  ["months", "mo"],
  ["month", "mo"],
  ["mnd", "mo"],
  ["måneder", "mo"],
  ["weeks", "wk"],
  ["week", "wk"],
  ["uker", "wk"],
  ["uke", "wk"],
  ["days", "d"],
  ["day", "d"],
  ["dager", "d"],
  ["dag", "d"],
  ["hours", "h"],
  ["hour", "h"],
  ["timer", "h"],
  ["minutes", "min"],
  ["minute", "min"],
  ["minutter", "min"],
  ["seconds", "s"],
  ["second", "s"],
  ["sec", "s"],
  ["sek", "s"],
  ["sekunder", "s"],
  ["msec", "ms"],
  ["percent", "%"],
  ["prosent", "%"],
  ["per week", "/wk"],
  ["per uke", "/wk"],
  ["/week", "/wk"],
  ["/uke", "/wk"],
  ["per day", "/d"],
  ["per dag", "/d"],
  ["/day", "/d"],
  ["/dag", "/d"],
  ["per month", "/mo"],
  ["hz", "Hz"],
  ["khz", "kHz"],
  ["iu/l", "U/L"],
  ["ie/l", "U/L"],
  ["[iu]/l", "U/L"],
  ["u/l", "U/L"],
  ["e/l", "U/L"],
  ["miu/l", "m[IU]/L"],
  ["miu/ml", "m[IU]/mL"],
  ["mie/l", "m[IU]/L"],
  ["mu/l", "m[IU]/L"],
  ["uiu/ml", "u[IU]/mL"],
  ["m[iu]/l", "m[IU]/L"],
  ["u[iu]/ml", "u[IU]/mL"],
  ["ukat/l", "ukat/L"],
  ["k/ul", "10*3/uL"],
  ["/cmm", "/mm3"],
  ["{score}", "{score}"],
  ["points", "{score}"],
  ["poeng", "{score}"],
]);

/** Parts of a unit that are spelt in other ways, in lower case. */
const PARTS: ReadonlyMap<string, string> = new Map([
  ["l", "L"],
  ["dl", "dL"],
  ["cl", "cL"],
  ["ml", "mL"],
  ["ul", "uL"],
  ["fl", "fL"],
  ["mcl", "uL"],
  ["mcg", "ug"],
  ["mcmol", "umol"],
  ["mikromol", "umol"],
  ["mikrog", "ug"],
  ["mmol", "mmol"],
  ["umol", "umol"],
  ["nmol", "nmol"],
  ["pmol", "pmol"],
  ["mol", "mol"],
  ["meq", "meq"],
  ["mosm", "mosm"],
  ["mosmol", "mosm"],
  ["kg", "kg"],
  ["ug", "ug"],
  ["ng", "ng"],
  ["pg", "pg"],
  ["g", "g"],
]);

/** The UCUM code for a unit as written; what is not recognised comes back with only its signs mended. */
export function ucumSpelling(written: string): string {
  const known = spelled.get(written);
  if (known !== undefined) return known;
  const spelling = spell(written);
  if (written.length > LONGEST_REMEMBERED) return spelling;
  if (spelled.size >= MOST_REMEMBERED) spelled.clear();
  spelled.set(written, spelling);
  return spelling;
}

/** A laboratory writes the same few dozen units in every answer. They come from outside: what is kept must not grow with them. */
const spelled = new Map<string, string>();
const MOST_REMEMBERED = 500;
const LONGEST_REMEMBERED = 40;

function spell(written: string): string {
  const plain = written
    .trim()
    .replace(/[µμ]/g, "u")
    .replace(/⁹/g, "^9")
    .replace(/¹²/g, "^12")
    .replace(/³/g, "^3")
    .replace(/\s*\/\s*/g, "/");
  const whole = WHOLE.get(plain.toLowerCase());
  if (whole !== undefined) return whole;
  const power =
    /^(?:[x×*·]\s*)?10\s*(?:\^|\*|e|E)\s*(\d+)\s*(\/.*)$/.exec(plain) ?? /^E\s?(\d+)\s*(\/.*)$/.exec(plain);
  if (power) return `10*${power[1]}${partsSpelled(power[2])}`;
  return partsSpelled(plain);
}

function partsSpelled(unit: string): string {
  return unit
    .split("/")
    .map((part) => PARTS.get(part.toLowerCase()) ?? part)
    .join("/");
}
