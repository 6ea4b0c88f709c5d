/**
 * One channel heard in step with the sweep: sound is fetched a piece at a time and laid end to end, and each frame is told which
 * moment of the signal is heard.
 *
 * In slow motion the same samples are played more slowly, and so lower. It knows nothing of the page that it plays for.
 */
import { soundGraph } from "./sound-graph.ts";

/** What is to be heard. */
export interface Heard {
  readonly samplingFrequencyHz: number;
  readonly sampleCount: number;
  /** Time of the first sample. */
  readonly startS: number;
  /** The usual largest sample, in the channel's unit. */
  readonly level: number;
  /** A stretch of it as sound; undefined when it is no longer there. */
  fetch(stretch: SoundPiece): Promise<Float32Array<ArrayBuffer> | undefined>;
  /** Each frame: the moment that is heard. */
  onTime(heardS: number): void;
  /** Played to its end, or stopped. */
  onEnd(): void;
}

export interface SoundPiece {
  readonly fromSample: number;
  readonly count: number;
  readonly speed: number;
  readonly soundHz: number;
}

export interface SoundStream {
  setVolume(volume: number): void;
  stop(): void;
}

const AHEAD_S = 2;
const FADE_S = 0.015;

let context: AudioContext | undefined;

/** Starts at `fromS`, or from the beginning when that is the end. */
export function playSound(heard: Heard, fromS: number, speed: number, volume: number): SoundStream {
  context ??= new AudioContext();
  void context.resume();
  const sounding = context;
  const { samplingFrequencyHz: fs, sampleCount, startS } = heard;
  const toS = startS + sampleCount / fs;
  const graph = soundGraph(sounding, heard.level, volume);
  const sources = new Set<AudioBufferSourceNode>();
  let nextSample = fromS >= toS - 0.01 ? 0 : Math.max(0, Math.round((fromS - startS) * fs));
  const firstS = startS + nextSample / fs;
  // On the clock of the sound: when `firstS` is heard, and until when there is sound.
  let begunS = sounding.currentTime + 0.12;
  let filledS = begunS;
  let isFetching = false;
  let isWhole = false;
  let isOver = false;
  let frame = 0;

  function stop(): void {
    if (isOver) return;
    isOver = true;
    graph.volume.gain.setTargetAtTime(0, sounding.currentTime, FADE_S / 3);
    for (const source of sources) source.stop(sounding.currentTime + FADE_S);
    cancelAnimationFrame(frame);
    heard.onEnd();
  }

  function tick(): void {
    if (isOver) return;
    const heardS = Math.min(toS, firstS + Math.max(0, sounding.currentTime - begunS) * speed);
    heard.onTime(heardS);
    if (isOver) return;
    if (heardS >= toS) {
      stop();
      return;
    }
    if (!isFetching && !isWhole && filledS - sounding.currentTime < AHEAD_S) void fetchMore();
    frame = requestAnimationFrame(tick);
  }

  async function fetchMore(): Promise<void> {
    isFetching = true;
    const soundHz = sounding.sampleRate;
    const count = Math.max(1, Math.round(fs * speed));
    const sound = await heard.fetch({ fromSample: nextSample, count, speed, soundHz });
    isFetching = false;
    if (isOver) return;
    nextSample += count;
    isWhole = nextSample >= sampleCount;
    if (!sound || sound.length === 0) return;
    const buffer = new AudioBuffer({ length: sound.length, sampleRate: soundHz });
    buffer.copyToChannel(sound, 0);
    const source = new AudioBufferSourceNode(sounding, { buffer });
    source.connect(graph.input);
    // Late: the worker was busy. What is heard is moved, and the cursor with it.
    const lateS = sounding.currentTime + 0.02 - filledS;
    if (lateS > 0) {
      begunS += lateS;
      filledS += lateS;
    }
    source.start(filledS);
    filledS += sound.length / soundHz;
    sources.add(source);
    source.addEventListener("ended", () => sources.delete(source));
  }

  tick();
  return {
    setVolume: (wanted) => graph.volume.gain.setTargetAtTime(wanted, sounding.currentTime, 0.02),
    stop,
  };
}
