/** What a page plays, rendered by its own graph in an OfflineAudioContext, and its spectrum. */
import { WelchAccumulator } from "@krampe/core/signal/spectrum.ts";
import type { Page } from "playwright-core";

export const SOUND_HZ = 48_000;
/** The player begins so much later than it is told to. */
export const LEAD_S = 0.12;
const RENDERED_S = 2.5;
const LAID_S = 2;

interface Rendering {
  offline?: OfflineAudioContext;
  laid?: number;
}

/** From now on the page gets an OfflineAudioContext where it asks for sound. */
export function renderSoundOffline(page: Page): Promise<void> {
  return page.evaluate(
    ({ soundHz, seconds }) => {
      const rendering = window as unknown as Rendering;
      rendering.laid = 0;
      const start = AudioBufferSourceNode.prototype.start;
      AudioBufferSourceNode.prototype.start = function (this: AudioBufferSourceNode, ...times) {
        rendering.laid = (rendering.laid ?? 0) + (this.buffer?.duration ?? 0);
        start.apply(this, times);
      };
      window.AudioContext = class extends OfflineAudioContext {
        constructor() {
          super(1, soundHz * seconds, soundHz);
          rendering.offline = this;
        }
        override resume() {
          return Promise.resolve();
        }
      } as unknown as typeof AudioContext;
    },
    { soundHz: SOUND_HZ, seconds: RENDERED_S },
  );
}

/** Once two seconds of it have been laid, from where playing began. */
export async function renderedSound(page: Page): Promise<Float32Array> {
  await page.waitForFunction((wanted) => ((window as unknown as Rendering).laid ?? 0) >= wanted, LAID_S);
  const samples = await page.evaluate(async () => {
    const { offline } = window as unknown as Rendering;
    return offline ? Array.from((await offline.startRendering()).getChannelData(0)) : [];
  });
  return Float32Array.from(samples);
}

/** From 0.5 to 1.9 s of what was played. */
export function spectrumOfSound(samples: Float32Array, size = 16_384) {
  const welch = new WelchAccumulator(SOUND_HZ, size);
  const from = Math.round((LEAD_S + 0.5) * SOUND_HZ);
  for (let at = from; at + size <= from + 1.4 * SOUND_HZ; at += size / 2) welch.addSegment(samples, at, size);
  return welch.spectrum();
}
