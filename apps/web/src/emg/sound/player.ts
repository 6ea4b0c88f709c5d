/**
 * The chosen channel heard in step with the sweep.
 *
 * A second of sound at a time is fetched from the worker and laid end to end; the cursor stands at what is heard at this moment. In
 * slow motion the same samples are played more slowly, and so lower.
 */
import { Store } from "../bench/store.ts";
import { askViewer, bench, view } from "../bench/workbench.ts";
import { fitOf } from "../traces/fit.ts";
import { turnedTo, within } from "../traces/time-window.ts";
import { type SoundGraph, soundGraph, USUAL_VOLUME } from "./sound-graph.ts";

export const SPEEDS = [1, 0.5, 0.25] as const;

export interface PlayerState {
  readonly isPlaying: boolean;
  readonly speed: number;
  readonly volume: number;
}

export const player = new Store<PlayerState>({ isPlaying: false, speed: 1, volume: USUAL_VOLUME });

const AHEAD_S = 2;
const FADE_S = 0.015;

let context: AudioContext | undefined;
let playing: Playing | undefined;

export function togglePlaying(): void {
  if (playing) stopPlaying();
  else startPlaying();
}

export function setSpeed(speed: number): void {
  const wasPlaying = playing !== undefined;
  stopPlaying();
  player.set({ speed });
  if (wasPlaying) startPlaying();
}

export function setVolume(volume: number): void {
  player.set({ volume });
  if (context) playing?.graph.volume.gain.setTargetAtTime(volume, context.currentTime, 0.02);
}

export function stopPlaying(): void {
  const ended = playing;
  if (!ended || !context) return;
  playing = undefined;
  const { gain } = ended.graph.volume;
  gain.setTargetAtTime(0, context.currentTime, FADE_S / 3);
  for (const source of ended.sources) source.stop(context.currentTime + FADE_S);
  cancelAnimationFrame(ended.frame);
  player.set({ isPlaying: false });
}

interface Playing {
  readonly channel: number;
  readonly peaks: object;
  readonly speed: number;
  readonly graph: SoundGraph;
  readonly sources: Set<AudioBufferSourceNode>;
  readonly fromS: number;
  readonly toS: number;
  /** On the clock of the sound: when `fromS` is heard. */
  begunS: number;
  /** The same clock: until when there is sound. */
  filledS: number;
  nextSample: number;
  isFetching: boolean;
  isWhole: boolean;
  frame: number;
}

function startPlaying(): void {
  const { header, selected, peaks } = bench.get();
  const channel = header?.channels[selected];
  if (!channel || channel.sampleCount === 0 || channel.clock === "assumed") return;
  context ??= new AudioContext();
  void context.resume();
  const { cursorS, fromS: shownFromS, spanS } = view.get();
  const { samplingFrequencyHz: fs, startS, sampleCount } = channel;
  const toS = startS + sampleCount / fs;
  const isSeen = cursorS >= shownFromS && cursorS <= shownFromS + spanS;
  const wantedS = isSeen ? cursorS : shownFromS;
  const firstSample = wantedS >= toS - 0.01 ? 0 : Math.max(0, Math.round((wantedS - startS) * fs));
  const { speed, volume } = player.get();
  const begunS = context.currentTime + 0.12;
  playing = {
    channel: selected,
    peaks: peaks[selected],
    speed,
    graph: soundGraph(context, fitOf(peaks[selected]).reach, volume),
    sources: new Set(),
    fromS: startS + firstSample / fs,
    toS,
    begunS,
    filledS: begunS,
    nextSample: firstSample,
    isFetching: false,
    isWhole: false,
    frame: 0,
  };
  player.set({ isPlaying: true });
  tick();
}

/** Each frame: the cursor to where the sound is, and more sound when it runs short. */
function tick(): void {
  const now = playing;
  if (!now || !context) return;
  const current = bench.get();
  if (current.selected !== now.channel || current.peaks[now.channel] !== now.peaks) {
    stopPlaying();
    return;
  }
  const heardS = now.fromS + Math.max(0, context.currentTime - now.begunS) * now.speed;
  view.set(heardS >= now.toS ? within({ ...view.get(), cursorS: now.toS }) : turnedTo(view.get(), heardS));
  if (heardS >= now.toS) {
    stopPlaying();
    return;
  }
  if (!now.isFetching && !now.isWhole && now.filledS - context.currentTime < AHEAD_S)
    void fetchMore(now, context);
  now.frame = requestAnimationFrame(tick);
}

async function fetchMore(now: Playing, sounding: AudioContext): Promise<void> {
  const channel = bench.get().header?.channels[now.channel];
  if (!channel) return;
  now.isFetching = true;
  const soundHz = sounding.sampleRate;
  const count = Math.max(1, Math.round(channel.samplingFrequencyHz * now.speed));
  const answer = await askViewer({
    kind: "sound",
    channel: now.channel,
    fromSample: now.nextSample,
    count,
    speed: now.speed,
    soundHz,
  });
  now.isFetching = false;
  if (playing !== now) return;
  now.nextSample += count;
  now.isWhole = now.nextSample >= channel.sampleCount;
  const sound = answer?.samples;
  if (!sound || sound.length === 0) return;
  const buffer = new AudioBuffer({ length: sound.length, sampleRate: soundHz });
  buffer.copyToChannel(sound, 0);
  const source = new AudioBufferSourceNode(sounding, { buffer });
  source.connect(now.graph.input);
  // Late: the worker was busy. What is heard is moved, and the cursor with it.
  const lateS = sounding.currentTime + 0.02 - now.filledS;
  if (lateS > 0) {
    now.begunS += lateS;
    now.filledS += lateS;
  }
  source.start(now.filledS);
  now.filledS += sound.length / soundHz;
  now.sources.add(source);
  source.addEventListener("ended", () => now.sources.delete(source));
}
