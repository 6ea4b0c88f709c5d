/**
 * From the scene to the voltage at each channel: every discharge's potential laid where it belongs.
 *
 * A motor unit's potential is smaller right after the one before (its fibres have not recovered), and its near
 * fibres jitter.
 */
import type { Random } from "../signal/random.ts";
import { layDischarge } from "./motor-unit-potential.ts";
import type { Source } from "./scene.ts";
import type { SimulatedMuscle } from "./simulated-muscle.ts";

const COMPLETE_REFRACTORY_MS = 1.5;

/** How much smaller a unit's potential is right after the one before, and how fast it grows again. */
export interface Recovery {
  readonly loss: number;
  readonly timeConstantMs: number;
}

/** `[muscle][channel][sample]` in µV, without noise. */
export function muscleVoltages(
  muscles: readonly SimulatedMuscle[],
  sources: readonly Source[],
  sampleCount: number,
  recovery: Recovery,
  random: Random,
): Float64Array[][] {
  return muscles.map((muscle) => {
    const channels = muscle.electrode.channels.map(() => new Float64Array(sampleCount));
    for (const source of sources)
      if (source.muscle === muscle.index)
        laySource(
          channels,
          muscle.samplingFrequencyHz,
          source,
          recovery,
          random.branch(`jitter ${source.id}`),
        );
    return channels;
  });
}

function laySource(
  channels: readonly Float64Array[],
  samplingFrequencyHz: number,
  source: Source,
  { loss, timeConstantMs }: Recovery,
  random: Random,
): void {
  let beforeS = Number.NEGATIVE_INFINITY;
  for (const { timeS, gain = 1, variant = 0 } of source.discharges) {
    const potential = source.potentials[variant]();
    const sinceMs = (timeS - beforeS) * 1000;
    const recovered =
      source.kind === "motor-unit"
        ? 1 - loss * Math.exp(-Math.max(0, sinceMs - COMPLETE_REFRACTORY_MS) / timeConstantMs)
        : 1;
    layDischarge(channels, samplingFrequencyHz, potential, timeS, gain * recovered, (part) =>
      potential.parts[part].jitters && source.jitterMs > 0 ? random.normal(0, source.jitterMs) : 0,
    );
    beforeS = timeS;
  }
}

/** Root mean square over the samples within 5 ms of a discharge; 0 where there is none. */
export function levelDuringDischarges(
  channel: Float64Array | Float32Array,
  samplingFrequencyHz: number,
  sources: readonly Source[],
): number {
  const active = new Uint8Array(channel.length);
  const reach = Math.round(0.005 * samplingFrequencyHz);
  for (const { discharges } of sources)
    for (const { timeS } of discharges) {
      const centre = Math.round(timeS * samplingFrequencyHz);
      active.fill(1, Math.max(0, centre - reach), Math.max(0, centre + reach));
    }
  let sum = 0;
  let count = 0;
  for (let index = 0; index < channel.length; index++)
    if (active[index] === 1) {
      sum += channel[index] * channel[index];
      count++;
    }
  return count > 0 ? Math.sqrt(sum / count) : 0;
}
