/** One simulated recording on the page: what it is, the stretch that is looked at, and its sound. */

import type { Issue } from "@krampe/core/issue/issue.ts";
import type { SimulationRequest } from "@krampe/core/muscle/request.ts";
import { BASE_SAMPLES, binBounds, PeakPyramid } from "@krampe/core/recording/peaks.ts";
import type { Annotation } from "@krampe/core/recording/recording.ts";
import { Store } from "../../emg/bench/store.ts";
import { USUAL_VOLUME } from "../../emg/sound/sound-graph.ts";
import { playSound, type SoundStream } from "../../emg/sound/sound-stream.ts";
import { fitOf } from "../../emg/traces/fit.ts";
import type { Lane } from "../../emg/traces/lanes.ts";
import { RULER_PX } from "../../emg/traces/lanes.ts";
import { stepAtLeast } from "../../emg/traces/scale-steps.ts";
import { turnedTo, type View, within } from "../../emg/traces/time-window.ts";
import type { Made } from "../worker/atlas-messages.ts";
import { type Outcome, type Simulations, simulations } from "../worker/simulations.ts";

export interface SpecimenState {
  /** Undefined until it is made the first time. */
  readonly made: Made | undefined;
  readonly peaks: readonly PeakPyramid[];
  readonly issues: readonly Issue[];
  readonly isBusy: boolean;
  readonly isPlaying: boolean;
  readonly channel: number;
  /** µV a division; undefined: fitted to the recording. */
  readonly perDivision: number | undefined;
}

/** What holds for every sound on the page. */
export const listening = new Store<{
  readonly speed: number;
  readonly volume: number;
  readonly negativeUp: boolean;
}>({
  speed: 1,
  volume: USUAL_VOLUME,
  negativeUp: false,
});

/** Only one is heard at a time. */
let heard: Specimen | undefined;

const DIVISION_PX = 40;
/** Neither eye nor ear is given less than this, so that silence looks flat and is quiet. */
export const LEAST_REACH_UV = 60;

/** The stretch that is on the screen at first. */
export interface FirstLook {
  readonly spanS: number;
  readonly fromS?: number;
}

export class Specimen {
  readonly state = new Store<SpecimenState>({
    made: undefined,
    peaks: [],
    issues: [],
    isBusy: false,
    isPlaying: false,
    channel: 0,
    perDivision: undefined,
  });
  readonly view = new Store<View>({ fromS: 0, spanS: 1, cursorS: 0, durationS: 1 });
  #simulations: Simulations | undefined;
  readonly #first: FirstLook;
  #stream: SoundStream | undefined;
  #pattern: string | undefined;

  constructor(first: FirstLook) {
    this.#first = first;
  }

  ask(request: SimulationRequest): void {
    this.#simulations ??= simulations((outcome) => this.#take(outcome));
    this.state.set({ isBusy: true });
    this.#simulations.ask(request);
  }

  /** It can be asked for again afterwards. */
  end(): void {
    this.stop();
    this.#simulations?.end();
    this.#simulations = undefined;
  }

  toggle(): void {
    if (this.#stream) this.stop();
    else this.play();
  }

  play(): void {
    const { made, channel, peaks } = this.state.get();
    if (!made) return;
    heard?.stop();
    heard = this;
    const { speed, volume } = listening.get();
    const samples = made.samples[channel];
    const { cursorS, fromS, spanS } = this.view.get();
    const isSeen = cursorS >= fromS && cursorS <= fromS + spanS;
    this.state.set({ isPlaying: true });
    this.#stream = playSound(
      {
        samplingFrequencyHz: made.samplingFrequencyHz,
        sampleCount: samples.length,
        startS: 0,
        level: Math.max(LEAST_REACH_UV, fitOf(peaks[channel]).reach),
        fetch: async (piece) => this.#simulations?.sound(channel, piece),
        onTime: (heardS) => this.view.set(turnedTo(this.view.get(), heardS)),
        onEnd: () => {
          this.#stream = undefined;
          this.state.set({ isPlaying: false });
        },
      },
      isSeen ? cursorS : fromS,
      speed,
      volume,
    );
  }

  stop(): void {
    this.#stream?.stop();
    if (heard === this) heard = undefined;
  }

  /** The screen and the cursor to a moment. */
  look(atS: number): void {
    const isPlaying = this.#stream !== undefined;
    this.stop();
    const now = this.view.get();
    this.view.set(within({ ...now, fromS: atS - now.spanS / 2, cursorS: atS }));
    if (isPlaying) this.play();
  }

  setVolume(volume: number): void {
    this.#stream?.setVolume(volume);
  }

  #take(outcome: Outcome): void {
    const wasPlaying = this.#stream !== undefined;
    this.stop();
    if (!outcome.ok) {
      this.state.set({ isBusy: false, issues: outcome.issues });
      return;
    }
    const { made } = outcome;
    const { durationS, pattern } = made.truth;
    const before = this.view.get();
    const isOther = this.#pattern !== pattern || before.durationS !== durationS;
    this.#pattern = pattern;
    this.state.set({
      made,
      peaks: made.samples.map(peaksOf),
      issues: made.issues,
      isBusy: false,
      channel: Math.min(this.state.get().channel, made.samples.length - 1),
    });
    this.view.set(isOther ? this.#firstView(made) : within({ ...before, durationS }));
    if (wasPlaying) this.play();
  }

  /** Where it is told to begin, else a little before the pattern does. */
  #firstView({ truth: { durationS, pattern, episodes } }: Made): View {
    const spanS = Math.min(durationS, this.#first.spanS);
    const beginsS = episodes.find((episode) => episode.pattern === pattern)?.fromS ?? 0;
    const fromS = this.#first.fromS ?? beginsS - 0.1 * spanS;
    return within({ fromS, spanS, cursorS: Math.max(0, fromS), durationS });
  }
}

export function setSpeed(speed: number): void {
  const sounding = heard;
  sounding?.stop();
  listening.set({ speed });
  sounding?.play();
}

export function setVolume(volume: number): void {
  listening.set({ volume });
  heard?.setVolume(volume);
}

function peaksOf(samples: Float32Array): PeakPyramid {
  const peaks = new PeakPyramid(samples.length);
  const { minimum, maximum } = binBounds(samples, BASE_SAMPLES);
  peaks.add(minimum, maximum);
  return peaks;
}

export function screenHeight(channels: number): number {
  return RULER_PX + (channels === 1 ? 200 : channels * 120);
}

export function lanesOf(
  { made, peaks, perDivision, channel: chosen }: SpecimenState,
  negativeUp: boolean,
): Lane[] {
  if (!made) return [];
  const height = (screenHeight(made.samples.length) - RULER_PX) / made.samples.length;
  const divisions = 2 * Math.max(1, Math.round(height / DIVISION_PX / 2));
  const fitted = stepAtLeast(
    (Math.max(LEAST_REACH_UV, ...peaks.map((one) => fitOf(one).reach)) / (divisions / 2)) * 1.02,
  );
  return made.samples.map(
    (samples, index): Lane => ({
      index,
      channel: {
        id: `${index + 1}`,
        label: made.labels[index],
        unit: "uV",
        samplingFrequencyHz: made.samplingFrequencyHz,
        sampleCount: samples.length,
        startS: 0,
      },
      top: index * height,
      height,
      divisions,
      perDivision: perDivision ?? fitted,
      centre: 0,
      sign: negativeUp ? -1 : 1,
      isSelected: made.samples.length > 1 && index === chosen,
      peaks: peaks[index],
      marks: [],
      bursts: [],
      chosenBurstS: undefined,
      pointed: undefined,
      perAmplitude: 1,
      units: [],
      envelope: undefined,
    }),
  );
}

export function annotationsOf(
  { truth }: Made,
  {
    events: names,
    hidesNeedle,
  }: { readonly events: Readonly<Record<string, string>>; readonly hidesNeedle: boolean },
): Annotation[] {
  return truth.events
    .filter(({ kind }) => !hidesNeedle || kind !== "needle-movement")
    .map(({ kind, atS }) => ({ atS, text: names[kind] ?? kind }));
}
