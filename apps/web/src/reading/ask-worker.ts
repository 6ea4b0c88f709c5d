/** Sends one thing to the worker and waits for its answer; a worker that takes too long is ended and a new one is made. */
import type { ReadingAnswer, ReadingRequest } from "./reading-messages.ts";

const LONGEST_MS = 30_000;

let worker: Worker | undefined;

/** One request at a time, so that an answer belongs to its question. */
let previous: Promise<unknown> = Promise.resolve();

export function askWorker(request: ReadingRequest): Promise<ReadingAnswer> {
  const answer = previous.then(() => ask(request));
  previous = answer;
  return answer;
}

function ask(request: ReadingRequest): Promise<ReadingAnswer> {
  worker ??= new Worker(new URL("./reading.worker.ts", import.meta.url), { type: "module" });
  const asked = worker;
  return new Promise((resolve) => {
    const end = (answer: ReadingAnswer) => {
      clearTimeout(timer);
      asked.removeEventListener("message", take);
      asked.removeEventListener("error", broken);
      resolve(answer);
    };
    const take = ({ data }: MessageEvent<ReadingAnswer>) => end(data);
    const broken = () => {
      stop(asked);
      end(refused("The reader stopped.", "Leseren stoppet."));
    };
    const timer = setTimeout(() => {
      stop(asked);
      end(
        refused("It took too long to read and was given up.", "Det tok for lang tid å lese og ble avbrutt."),
      );
    }, LONGEST_MS);
    asked.addEventListener("message", take);
    asked.addEventListener("error", broken);
    asked.postMessage(request, request.kind === "file" ? [request.bytes] : []);
  });
}

function stop(one: Worker): void {
  one.terminate();
  if (worker === one) worker = undefined;
}

function refused(en: string, nb: string): ReadingAnswer {
  return {
    kind: "refused",
    issues: [
      {
        code: "reading-failed",
        severity: "error",
        message: { en, nb },
        suggestion: { en: "Try a smaller file.", nb: "Prøv en mindre fil." },
      },
    ],
  };
}
