/**
 * One line on standard error that says how far the work is: rewritten in place on a terminal, a new line every five seconds in a
 * log.
 */
export interface ProgressLine {
  share(share: number): void;
  /** Takes the line away, so that something else can be printed. */
  clear(): void;
}

const WIDTH = 30;
const PAUSE_MS = 100;
const LOG_PAUSE_MS = 5000;

export function progressLine(
  isTerminal: boolean,
  write: (text: string) => void,
  now: () => number,
): ProgressLine {
  let shown = false;
  let last = isTerminal ? Number.NEGATIVE_INFINITY : now();
  return {
    share(share) {
      if (now() - last < (isTerminal ? PAUSE_MS : LOG_PAUSE_MS)) return;
      last = now();
      if (!isTerminal) return write(`${(100 * share).toFixed(0)} %\n`);
      shown = true;
      const filled = Math.round(WIDTH * Math.min(1, share));
      write(`\r${"█".repeat(filled)}${"░".repeat(WIDTH - filled)} ${(100 * share).toFixed(0).padStart(3)} %`);
    },
    clear() {
      if (shown) write(`\r${" ".repeat(WIDTH + 8)}\r`);
      shown = false;
    },
  };
}
