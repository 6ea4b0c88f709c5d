/** A worker of the EMG page: made when first used, ended and made anew when it fails. */
import type { EmgQuestion, EmgReply, EmgRequest, Spectrogram } from "../worker/emg-messages.ts";

type WithoutId<T> = T extends unknown ? Omit<T, "id"> : never;
export type Question = WithoutId<EmgQuestion>;

export interface Answer {
  readonly samples?: Float32Array<ArrayBuffer>;
  readonly spectrogram?: Spectrogram;
}

export class EmgWorker {
  #worker: Worker | undefined;
  #lastId = 0;
  readonly #waiting = new Map<number, (answer: Answer | undefined) => void>();
  readonly #take: (reply: EmgReply, from: EmgWorker) => void;
  readonly #crashed: (reason: string) => void;

  constructor(take: (reply: EmgReply, from: EmgWorker) => void, crashed: (reason: string) => void) {
    this.#take = take;
    this.#crashed = crashed;
  }

  send(request: EmgRequest): void {
    this.#worker ??= this.#make();
    this.#worker.postMessage(request);
  }

  /** Undefined: what was asked about is no longer there. */
  ask(run: number, question: Question): Promise<Answer | undefined> {
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.send({ kind: "ask", run, question: { ...question, id } as EmgQuestion });
    });
  }

  forgetQuestions(): void {
    for (const resolve of this.#waiting.values()) resolve(undefined);
    this.#waiting.clear();
  }

  end(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.forgetQuestions();
  }

  #make(): Worker {
    const worker = new Worker(new URL("../worker/emg.worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<EmgReply>) => {
      if (data.kind === "samples" || data.kind === "spectrogram") {
        this.#waiting.get(data.id)?.(data);
        this.#waiting.delete(data.id);
      } else this.#take(data, this);
    });
    worker.addEventListener("error", (event) => this.#crashed(event.message || "?"));
    return worker;
  }
}
