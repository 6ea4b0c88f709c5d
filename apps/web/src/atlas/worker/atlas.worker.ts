/** The worker behind the atlas: simulates, keeps what it made as long as it is on the page, and plays it. */
import { simulate } from "@krampe/core/muscle/simulate.ts";
import type { OpenRecording } from "@krampe/core/recording/recording.ts";
import { openSampled } from "@krampe/core/recording/sampled-recording.ts";
import { soundOf } from "../../emg/worker/sound-of.ts";
import type { AtlasReply, AtlasRequest } from "./atlas-messages.ts";
import { signalFigures } from "./signal-figures.ts";

const kept = new Map<number, OpenRecording>();

self.addEventListener("message", async ({ data }: MessageEvent<AtlasRequest>) => {
  if (data.kind === "forget") kept.delete(data.key);
  else if (data.kind === "simulate") make(data);
  else await play(data);
});

function tell(reply: AtlasReply, transfer: Transferable[] = []): void {
  self.postMessage(reply, { transfer });
}

function make({ key, run, request }: AtlasRequest & { kind: "simulate" }): void {
  const made = simulate(request);
  if (!made.ok) {
    kept.delete(key);
    tell({ kind: "refused", key, run, issues: made.issues });
    return;
  }
  const { recording, samplingFrequencyHz, truth } = made.value;
  kept.set(key, openSampled(recording, request.pattern));
  const samples = made.value.samples.map((channel) => Float32Array.from(channel));
  tell(
    {
      kind: "made",
      key,
      run,
      made: {
        request,
        labels: recording.channels.map(({ label }) => label),
        samples,
        samplingFrequencyHz,
        truth,
        figures: samples.map((channel) => signalFigures(channel, samplingFrequencyHz)),
        issues: made.issues,
      },
    },
    samples.map(({ buffer }) => buffer),
  );
}

async function play({ key, id, channel, piece }: AtlasRequest & { kind: "sound" }): Promise<void> {
  const recording = kept.get(key);
  const samples = recording ? await soundOf(recording, channel, piece) : new Float32Array(0);
  tell({ kind: "sound", id, samples }, [samples.buffer]);
}
