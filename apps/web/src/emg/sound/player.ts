/** The chosen channel of the bench heard in step with the sweep: the cursor stands at what is heard at this moment. */
import { Store } from "../bench/store.ts";
import { askViewer, bench, view } from "../bench/workbench.ts";
import { fitOf } from "../traces/fit.ts";
import { turnedTo, within } from "../traces/time-window.ts";
import { USUAL_VOLUME } from "./sound-graph.ts";
import { playSound, type SoundStream } from "./sound-stream.ts";

export interface PlayerState {
  readonly isPlaying: boolean;
  readonly speed: number;
  readonly volume: number;
}

export const player = new Store<PlayerState>({ isPlaying: false, speed: 1, volume: USUAL_VOLUME });

let playing: SoundStream | undefined;

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
  playing?.setVolume(volume);
}

export function stopPlaying(): void {
  playing?.stop();
}

function startPlaying(): void {
  const { header, selected, peaks } = bench.get();
  const channel = header?.channels[selected];
  if (!channel || channel.sampleCount === 0 || channel.clock === "assumed") return;
  const { samplingFrequencyHz, startS, sampleCount } = channel;
  const toS = startS + sampleCount / samplingFrequencyHz;
  const { cursorS, fromS: shownFromS, spanS } = view.get();
  const isSeen = cursorS >= shownFromS && cursorS <= shownFromS + spanS;
  const { speed, volume } = player.get();
  const drawn = peaks[selected];
  const isStillThere = () => bench.get().selected === selected && bench.get().peaks[selected] === drawn;
  player.set({ isPlaying: true });
  playing = playSound(
    {
      samplingFrequencyHz,
      sampleCount,
      startS,
      level: fitOf(drawn).reach,
      fetch: async (piece) => (await askViewer({ kind: "sound", channel: selected, ...piece }))?.samples,
      onTime: (heardS) => {
        if (!isStillThere()) stopPlaying();
        else view.set(heardS >= toS ? within({ ...view.get(), cursorS: toS }) : turnedTo(view.get(), heardS));
      },
      onEnd: () => {
        playing = undefined;
        player.set({ isPlaying: false });
      },
    },
    isSeen ? cursorS : shownFromS,
    speed,
    volume,
  );
}
