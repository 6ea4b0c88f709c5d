/** A worker thread: measures one set of files after another. */
import { parentPort } from "node:worker_threads";
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

parentPort?.on("message", async ({ set, request }: WorkerTask) => {
  const reply = (message: WorkerReply) => parentPort?.postMessage(message);
  try {
    const outcome = await measureSet(set, request, (share) => reply({ kind: "progress", share }));
    reply({ kind: "done", outcome });
  } catch (error) {
    reply({ kind: "failed", message: (error as Error).message });
  }
});
