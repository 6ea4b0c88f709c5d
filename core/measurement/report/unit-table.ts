/**
 * The units of a channel as a table.
 */
import type { Language, Text } from "../../issue/text.ts";
import type { Estimate } from "../types/estimate.ts";
import type { UnitMeasurement } from "../types/unit.ts";
import { written } from "./numbers.ts";

const HEADS: readonly Text[] = [
  { en: "unit", nb: "enhet" },
  { en: "n", nb: "n" },
  { en: "rate/s (95 %)", nb: "rate/s (95 %)" },
  { en: "lowest–highest", nb: "lavest–høyest" },
  { en: "CV %", nb: "CV %" },
  { en: "CV2", nb: "CV2" },
  { en: "doublets %", nb: "dubletter %" },
  { en: "groups", nb: "grupper" },
  { en: "rate ↑↓ oct", nb: "rate ↑↓ okt" },
  { en: "ampl. ↑↓ oct", nb: "ampl. ↑↓ okt" },
  { en: "ampl.", nb: "ampl." },
  { en: "ms", nb: "ms" },
  { en: "trust", nb: "tillit" },
];
const TRUST: Readonly<Record<UnitMeasurement["validity"]["verdict"], Text>> = {
  valid: { en: "valid", nb: "gyldig" },
  doubtful: { en: "doubtful", nb: "tvilsom" },
  invalid: { en: "mixture", nb: "blanding" },
};
const NONE = "–";

export function unitTable(units: readonly UnitMeasurement[], language: Language): string[] {
  const rows = [HEADS.map((head) => head[language]), ...units.map((unit) => row(unit, language))];
  const widths = HEADS.map((_, column) => Math.max(...rows.map((cells) => cells[column].length)));
  return rows.map((cells) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
      .join("  "),
  );
}

function row(unit: UnitMeasurement, language: Language): string[] {
  const show = (estimate: Estimate, factor = 1, digits = 3) =>
    "value" in estimate ? written(estimate.value * factor, language, digits) : NONE;
  const { rateHz, grouped } = unit;
  const rate =
    "value" in rateHz
      ? `${show(rateHz)} (${written(rateHz.low, language)}–${written(rateHz.high, language)})`
      : NONE;
  const groups =
    grouped.groups.length > 0 ? `${grouped.groups.length} × ${show(grouped.dischargesPerGroup, 1, 2)}` : NONE;
  return [
    unit.id,
    String(unit.dischargeCount),
    rate,
    `${show(unit.lowestRateHz)}–${show(unit.highestRateHz)}`,
    show(unit.intervalCv, 100, 2),
    show(unit.intervalCv2, 1, 2),
    show(unit.doubletShare, 100, 2),
    groups,
    `${show(unit.rateTrend.waxing, 1, 2)} ${show(unit.rateTrend.waning, 1, 2)}`,
    `${show(unit.amplitudeTrend.waxing, 1, 2)} ${show(unit.amplitudeTrend.waning, 1, 2)}`,
    show(unit.potential.amplitude),
    show(unit.potential.durationMs, 1, 2),
    TRUST[unit.validity.verdict][language],
  ];
}
