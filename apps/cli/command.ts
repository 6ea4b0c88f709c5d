/** What every command of the command line is made of. */
import type { Language, Text } from "@krampe/core/issue/text.ts";

/** The world as a command sees it; tests hand in their own. */
export interface Io {
  readonly language: Language;
  readonly isTerminal: boolean;
  out(text: string): void;
  error(text: string): void;
  readStdin(): Promise<Uint8Array>;
  now(): Date;
}

export interface Command {
  readonly name: string;
  readonly summary: Text;
  readonly usage: Text;
  /** The exit code: 0 all well, 1 the answer is *no* (a check failed), 2 the input or the call was wrong. */
  run(args: readonly string[], io: Io): Promise<number>;
}
