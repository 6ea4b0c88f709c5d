/** A worker thread of `naming.ts`: simulates and names one muscle after another. */
import { parentPort } from "node:worker_threads";
import { knowledgeOnDisk } from "../../apps/cli/knowledge-on-disk.ts";
import { type NamingTask, runNamingTask } from "./naming-task.ts";

const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes: run 'npx krampe knowledge check'");
const knowledge = loaded.value;

parentPort?.on("message", async (task: NamingTask) => {
  parentPort?.postMessage(await runNamingTask(task, knowledge));
});
