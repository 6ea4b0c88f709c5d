/** The steps of an EMG machine's knobs: 1, 2, 5, 10, 20, 50 … */

/** The nearest step at or above a positive value. */
export function stepAtLeast(value: number): number {
  const exponent = Math.floor(Math.log10(value) + 1e-9);
  for (const factor of [1, 2, 5]) {
    const step = stepOf(factor, exponent);
    if (step >= value * (1 - 1e-9)) return step;
  }
  return stepOf(1, exponent + 1);
}

/** The step that is `by` places further up (down, when negative); a value between two steps goes to its neighbour. */
export function stepFrom(value: number, by: 1 | -1): number {
  if (by > 0) return stepAtLeast(value * 1.01);
  const above = stepAtLeast(value / 1.01 / 2.51);
  const next = stepAtLeast(above * 1.01);
  return next < value * (1 - 1e-9) ? next : above;
}

/** All steps from one value to another. */
export function stepsBetween(lowest: number, highest: number): number[] {
  const steps: number[] = [];
  for (let step = stepAtLeast(lowest); step <= highest * (1 + 1e-9); step = stepAtLeast(step * 1.01))
    steps.push(step);
  return steps;
}

/** Without the dirt that multiplying by powers of ten leaves. */
function stepOf(factor: number, exponent: number): number {
  return exponent < 0 ? factor / 10 ** -exponent : factor * 10 ** exponent;
}
