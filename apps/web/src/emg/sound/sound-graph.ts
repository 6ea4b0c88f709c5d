/**
 * From samples to the loudspeaker: the baseline's drift taken out, volume, and a limiter, so that no artefact hurts the ear.
 *
 * The loudest that leaves it is a little below full scale at full volume, whatever the recording holds.
 */
export interface SoundGraph {
  readonly input: AudioNode;
  readonly volume: GainNode;
}

export const USUAL_VOLUME = 0.3;

/** `level`: the usual largest sample, in the channel's unit; it becomes half of full scale. */
export function soundGraph(context: BaseAudioContext, level: number, volume: number): SoundGraph {
  const drift = new BiquadFilterNode(context, { type: "highpass", frequency: 20, Q: 0.7 });
  const scale = new GainNode(context, { gain: level > 0 ? 0.5 / level : 0 });
  const ceiling = new WaveShaperNode(context, { curve: new Float32Array([-1, 0, 1]) });
  const limiter = new DynamicsCompressorNode(context, {
    threshold: -10,
    knee: 6,
    ratio: 20,
    attack: 0.002,
    release: 0.1,
  });
  const loudness = new GainNode(context, { gain: volume });
  drift.connect(scale).connect(ceiling).connect(limiter).connect(loudness).connect(context.destination);
  return { input: drift, volume: loudness };
}
