/** A worker thread: measures one set of files after another. */
import { parentPort } from "node:worker_threads";
import { knowledgeOnDisk } from "../knowledge-on-disk.ts";
import { type EmgOutcome, type EmgRequest, measureSet } from "./measure-set.ts";
import type { RecordingSet } from "./recording-sets.ts";

export interface WorkerTask {
  readonly set: RecordingSet;
  readonly request: EmgRequest;
}

export type WorkerReply =
  | { readonly kind: "progress"; readonly share: number }
  | { readonly kind: "done"; readonly outcome: EmgOutcome }
  | { readonly kind: "failed"; readonly message: string };

const loaded = knowledgeOnDisk();

parentPort?.on("message", async ({ set, request }: WorkerTask) => {
  const reply = (message: WorkerReply) => parentPort?.postMessage(message);
  try {
    if (!loaded.ok) throw new Error("the knowledge has mistakes");
    const outcome = await measureSet(set, request, loaded.value, (share) =>
      reply({ kind: "progress", share }),
    );
    reply({ kind: "done", outcome });
  } catch (error) {
    reply({ kind: "failed", message: (error as Error).message });
  }
});
