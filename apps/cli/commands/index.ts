/** Every command by its name; loaded when it is called, so that a small command starts fast. */
import type { Command } from "../command.ts";

export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  assess: async () => (await import("./assess.ts")).assessCommand,
  ask: async () => (await import("./ask.ts")).askCommand,
  knowledge: async () => (await import("./knowledge.ts")).knowledgeCommand,
  case: async () => (await import("./case.ts")).caseCommand,
  serve: async () => (await import("./serve.ts")).serveCommand,
  backup: async () => (await import("./backup.ts")).backupCommand,
  restore: async () => (await import("./restore.ts")).restoreCommand,
  audit: async () => (await import("./audit.ts")).auditCommand,
  settings: async () => (await import("./settings.ts")).settingsCommand,
  token: async () => (await import("./token.ts")).tokenCommand,
  emg: async () => (await import("./emg.ts")).emgCommand,
  simulate: async () => (await import("./simulate.ts")).simulateCommand,
};
