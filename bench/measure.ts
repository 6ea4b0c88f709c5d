/** Timing inside one process: repeats until enough time has passed, and gives the middle of several rounds. */

export interface Timing {
  /** Milliseconds for one call: the middle of the rounds. */
  readonly medianMs: number;
  readonly fastestMs: number;
  readonly slowestMs: number;
  readonly calls: number;
}

/** Warms up, then runs `rounds` rounds of at least `roundMs` each. */
export function measure(work: () => unknown, { rounds = 7, roundMs = 300, warmUpMs = 500 } = {}): Timing {
  runFor(work, warmUpMs);
  let calls = 0;
  const perCall = Array.from({ length: rounds }, () => {
    const round = runFor(work, roundMs);
    calls += round.calls;
    return round.ms / round.calls;
  }).sort((a, b) => a - b);
  return { medianMs: perCall[rounds >> 1], fastestMs: perCall[0], slowestMs: perCall[rounds - 1], calls };
}

function runFor(work: () => unknown, atLeastMs: number): { calls: number; ms: number } {
  const started = performance.now();
  let calls = 0;
  let now = started;
  do {
    work();
    calls++;
    now = performance.now();
  } while (now - started < atLeastMs);
  return { calls, ms: now - started };
}
