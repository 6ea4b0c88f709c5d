/** The version of the program and of the knowledge it carries. */
import type { Io } from "../command.ts";
import { knowledgeOnDisk } from "../knowledge-on-disk.ts";
import { VERSION } from "../program-version.ts";

export function printVersion(io: Io): number {
  const knowledge = knowledgeOnDisk();
  const about = knowledge.ok ? `${knowledge.value.version} (${knowledge.value.hash.slice(0, 12)})` : "–";
  io.out(`krampe ${VERSION}, knowledge ${about}, Node ${process.versions.node}\n`);
  return 0;
}
