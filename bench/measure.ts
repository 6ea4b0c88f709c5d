/**
 * Timing inside one process: repeats until enough time has passed, and gives the middle of several rounds.
 *
 * Two clocks: what the wall shows, which other work on the machine stretches, and the processor time of this process with all
 * its threads (so with the collection of garbage). On an idle machine they agree; rates *on one core* are of the second.
 */

export interface Timing {
  /** Milliseconds for one call: the middle of the rounds. */
  readonly medianMs: number;
  readonly fastestMs: number;
  readonly slowestMs: number;
  /** Processor time of one call in milliseconds: the middle of the rounds. */
  readonly cpuMs: number;
  readonly calls: number;
}

/** Warms up, then runs `rounds` rounds of at least `roundMs` each. */
export function measure(work: () => unknown, { rounds = 7, roundMs = 300, warmUpMs = 500 } = {}): Timing {
  runFor(work, warmUpMs);
  const all = Array.from({ length: rounds }, () => runFor(work, roundMs));
  const perCall = all.map(({ ms, calls }) => ms / calls).sort((a, b) => a - b);
  const cpuPerCall = all.map(({ cpuMs, calls }) => cpuMs / calls).sort((a, b) => a - b);
  return {
    medianMs: perCall[rounds >> 1],
    fastestMs: perCall[0],
    slowestMs: perCall[rounds - 1],
    cpuMs: cpuPerCall[rounds >> 1],
    calls: all.reduce((sum, { calls }) => sum + calls, 0),
  };
}

function runFor(work: () => unknown, atLeastMs: number): { calls: number; ms: number; cpuMs: number } {
  const started = performance.now();
  const cpuBefore = process.cpuUsage();
  let calls = 0;
  let now = started;
  do {
    work();
    calls++;
    now = performance.now();
  } while (now - started < atLeastMs);
  const { user, system } = process.cpuUsage(cpuBefore);
  return { calls, ms: now - started, cpuMs: (user + system) / 1000 };
}
