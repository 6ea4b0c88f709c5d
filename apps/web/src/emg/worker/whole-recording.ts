/** Goes through a whole recording in order of time: its peaks, and then which stretches are no signal. */
import { markSpans } from "@krampe/core/recording/mark-spans.ts";
import { BASE_SAMPLES, binBounds } from "@krampe/core/recording/peaks.ts";
import type { OpenRecording, Span } from "@krampe/core/recording/recording.ts";

/** Samples of all channels between two looks at what else is asked. */
const WINDOW_SAMPLES = 2 ** 19;

/** The page draws anew at each. */
const SHARE_STEP = 0.02;

export interface WholeListener {
  /** Whether anyone still wants it. */
  readonly wanted: () => boolean;
  readonly peaks: (channel: number, minimum: Float32Array, maximum: Float32Array) => void;
  readonly share: (share: number) => void;
}

/** Window by window over all channels, so that files which interleave them are read once. */
export async function peaksOfAll(
  recording: OpenRecording,
  { wanted, peaks, share }: WholeListener,
): Promise<void> {
  const { channels, durationS } = recording.header;
  const perSecond = channels.reduce((sum, channel) => sum + channel.samplingFrequencyHz, 0);
  const windowS = WINDOW_SAMPLES / Math.max(1, perSecond);
  const read = channels.map(() => 0);
  let told = 0;
  for (let endS = windowS; ; endS += windowS) {
    for (const [index, { sampleCount, samplingFrequencyHz, startS }] of channels.entries()) {
      const until = Math.ceil(((endS - startS) * samplingFrequencyHz) / BASE_SAMPLES) * BASE_SAMPLES;
      const to = endS >= durationS ? sampleCount : Math.min(sampleCount, Math.max(0, until));
      if (to <= read[index]) continue;
      const samples = await recording.readSamples(index, read[index], to - read[index]);
      if (!wanted()) return;
      const bounds = binBounds(samples);
      peaks(index, bounds.minimum, bounds.maximum);
      read[index] = to;
    }
    const done = Math.min(1, endS / Math.max(durationS, 1e-9));
    if (done === 1 || done - told >= SHARE_STEP) {
      told = done;
      share(done);
    }
    if (endS >= durationS) return;
    await breath();
    if (!wanted()) return;
  }
}

/** Of the recording as it is in the file, not as it is shown. */
export async function marksOfAll(
  recording: OpenRecording,
  wanted: () => boolean,
  tell: (channel: number, spans: readonly Span[]) => void,
): Promise<void> {
  for (let index = 0; index < recording.header.channels.length; index++) {
    const spans = await markSpans(breathing(recording), index);
    if (!wanted()) return;
    tell(index, spans);
    await breath();
    if (!wanted()) return;
  }
}

/** Lets questions in between two blocks. */
function breathing(recording: OpenRecording): OpenRecording {
  return {
    header: recording.header,
    issues: recording.issues,
    readSamples: async (...request) => {
      await breath();
      return recording.readSamples(...request);
    },
  };
}

function breath(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
