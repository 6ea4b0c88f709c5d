/**
 * A finding's label and its value after it: `potassium 3.2 mmol/L`.
 *
 * A unit in words that the label ends with already is not said again: `cramps per week 3`, not `cramps per week 3 per week`.
 */
export function labelledValue(label: string, value: string): string {
  const [amount = "", ...unit] = value.split(" ");
  const isSaid = unit.length > 0 && label.endsWith(` ${unit.join(" ")}`);
  return `${label} ${isSaid ? amount : value}`;
}
