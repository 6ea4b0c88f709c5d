/**
 * Many sets of files, measured on all cores: one worker thread a core, each taking the next set when it is done.
 *
 * A set that fails, even one that takes its worker down with it, is one outcome among the others; the rest go on.
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Issue } from "@krampe/core/issue/issue.ts";
import type { Knowledge } from "@krampe/core/knowledge/knowledge.ts";
import type { WorkerReply } from "./emg-worker.ts";
import { type EmgOutcome, type EmgRequest, measureSet } from "./measure-set.ts";
import type { RecordingSet } from "./recording-sets.ts";

export interface SetProgress {
  /** Called when a set is done, in whatever order. */
  done(index: number, outcome: EmgOutcome): void | Promise<void>;
  /** Share of all work, 0 to 1. */
  share(share: number): void;
}

export async function measureSets(
  sets: readonly RecordingSet[],
  request: EmgRequest,
  knowledge: Knowledge,
  progress: SetProgress,
  threads = availableParallelism(),
): Promise<void> {
  const shares = new Float64Array(sets.length);
  const report = (index: number, share: number) => {
    shares[index] = share;
    progress.share(shares.reduce((sum, value) => sum + value, 0) / sets.length);
  };
  if (sets.length === 1 || threads === 1) {
    for (const [index, set] of sets.entries())
      await progress.done(
        index,
        await guarded(set, () => measureSet(set, request, knowledge, (share) => report(index, share))),
      );
    return;
  }
  let next = 0;
  const lane = async () => {
    let worker: Worker | undefined;
    for (let index = next++; index < sets.length; index = next++) {
      const set = sets[index];
      worker ??= new Worker(new URL("./emg-worker.ts", import.meta.url));
      const current = worker;
      let died = false;
      const outcome = await guarded(set, () =>
        inWorker(current, set, request, (share) => report(index, share)).catch((error) => {
          died = true;
          throw error;
        }),
      );
      if (died) {
        await current.terminate();
        worker = undefined;
      }
      report(index, 1);
      await progress.done(index, outcome);
    }
    await worker?.terminate();
  };
  await Promise.all(Array.from({ length: Math.min(threads, sets.length) }, lane));
}

/** A failure of the medium or of ours as an issue with the set's name. */
async function guarded(set: RecordingSet, measure: () => Promise<EmgOutcome>): Promise<EmgOutcome> {
  try {
    return await measure();
  } catch (error) {
    return { outputs: [], issues: [notMeasured(set.name, (error as Error).message)] };
  }
}

function inWorker(
  worker: Worker,
  set: RecordingSet,
  request: EmgRequest,
  onShare: (share: number) => void,
): Promise<EmgOutcome> {
  return new Promise((resolve, reject) => {
    const finish = () => {
      worker.off("message", onMessage);
      worker.off("error", onError);
      worker.off("exit", onExit);
    };
    const onMessage = (reply: WorkerReply) => {
      if (reply.kind === "progress") return onShare(reply.share);
      finish();
      if (reply.kind === "done") resolve(reply.outcome);
      else resolve({ outputs: [], issues: [notMeasured(set.name, reply.message)] });
    };
    const onError = (error: Error) => {
      finish();
      reject(error);
    };
    const onExit = (code: number) => {
      finish();
      reject(new Error(`worker ended with ${code}`));
    };
    worker.on("message", onMessage);
    worker.on("error", onError);
    worker.on("exit", onExit);
    worker.postMessage({ set, request });
  });
}

function notMeasured(file: string, reason: string): Issue {
  return {
    code: "not-measured",
    severity: "error",
    message: { en: `${file} could not be measured: ${reason}.`, nb: `${file} kunne ikke måles: ${reason}.` },
    suggestion: {
      en: "Check that it can be read; if it can, please report this with the file's format.",
      nb: "Se etter om filen kan leses; kan den det, så meld gjerne fra med filens format.",
    },
    place: { file },
  };
}
