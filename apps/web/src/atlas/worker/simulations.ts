/**
 * Asks the atlas' worker for simulations and their sound. Of many requests for one specimen only the first and the newest are worked on:
 * a slider that is drawn along asks more often than a muscle can be simulated.
 */
import type { Issue } from "@krampe/core/issue/issue.ts";
import type { SimulationRequest } from "@krampe/core/muscle/request.ts";
import type { SoundPiece } from "../../emg/sound/sound-stream.ts";
import type { AtlasReply, AtlasRequest, Made } from "./atlas-messages.ts";

export type Outcome =
  | { readonly ok: true; readonly made: Made }
  | { readonly ok: false; readonly issues: readonly Issue[] };

interface Asking {
  /** Told of each outcome. */
  readonly take: (outcome: Outcome) => void;
  run: number;
  isBusy: boolean;
  next: SimulationRequest | undefined;
}

const asking = new Map<number, Asking>();
const listening = new Map<number, (samples: Float32Array<ArrayBuffer>) => void>();
let worker: Worker | undefined;
let lastKey = 0;
let lastSound = 0;

export interface Simulations {
  ask(request: SimulationRequest): void;
  sound(channel: number, piece: SoundPiece): Promise<Float32Array<ArrayBuffer>>;
  end(): void;
}

/** For one specimen. */
export function simulations(take: (outcome: Outcome) => void): Simulations {
  const key = ++lastKey;
  const own: Asking = { take, run: 0, isBusy: false, next: undefined };
  asking.set(key, own);
  return {
    ask: (request) => {
      own.next = request;
      sendNext(key, own);
    },
    sound: (channel, piece) => {
      const id = ++lastSound;
      return new Promise((resolve) => {
        listening.set(id, resolve);
        send({ kind: "sound", key, id, channel, piece });
      });
    },
    end: () => {
      asking.delete(key);
      if (worker) send({ kind: "forget", key });
    },
  };
}

function sendNext(key: number, own: Asking): void {
  if (own.isBusy || own.next === undefined) return;
  const request = own.next;
  own.next = undefined;
  own.isBusy = true;
  own.run++;
  send({ kind: "simulate", key, run: own.run, request });
}

function send(request: AtlasRequest): void {
  worker ??= made();
  worker.postMessage(request);
}

function made(): Worker {
  const fresh = new Worker(new URL("./atlas.worker.ts", import.meta.url), { type: "module" });
  fresh.addEventListener("message", ({ data }: MessageEvent<AtlasReply>) => takeReply(data));
  fresh.addEventListener("error", (event) => crashed(event.message || "?"));
  return fresh;
}

function takeReply(reply: AtlasReply): void {
  if (reply.kind === "sound") {
    listening.get(reply.id)?.(reply.samples);
    listening.delete(reply.id);
    return;
  }
  const own = asking.get(reply.key);
  if (!own || own.run !== reply.run) return;
  own.isBusy = false;
  own.take(reply.kind === "made" ? { ok: true, made: reply.made } : { ok: false, issues: reply.issues });
  sendNext(reply.key, own);
}

/** The next request makes a new worker. */
function crashed(reason: string): void {
  worker?.terminate();
  worker = undefined;
  for (const resolve of listening.values()) resolve(new Float32Array(0));
  listening.clear();
  for (const own of asking.values()) {
    if (!own.isBusy) continue;
    own.isBusy = false;
    own.take({
      ok: false,
      issues: [
        {
          code: "simulation-failed",
          severity: "error",
          message: { en: `The simulation stopped: ${reason}`, nb: `Simuleringen stoppet: ${reason}` },
        },
      ],
    });
  }
}
