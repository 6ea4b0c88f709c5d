/** Every command by its name; loaded when it is called, so that a small command starts fast. */
import type { Command } from "../command.ts";

export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  knowledge: async () => (await import("./knowledge.ts")).knowledgeCommand,
};
