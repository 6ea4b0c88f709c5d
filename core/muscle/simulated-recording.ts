/**
 * A simulation as a recording that can be written to a file: labels, unit, full scale, band and the examiner's
 * notes.
 */
import type { Annotation } from "../recording/recording.ts";
import type { SampledRecording } from "../recording/sampled-recording.ts";
import type { RecordedSignal } from "./recorded-signal.ts";
import type { SceneEvent } from "./scene.ts";
import type { SimulatedMuscle } from "./simulated-muscle.ts";
import type { SimulationTruth } from "./truth.ts";

const NOTES: Readonly<Record<SceneEvent["kind"], string>> = {
  stretch: "stretch",
  stimulus: "stimulus",
  "needle-movement": "needle moved",
  "nerve-block": "nerve block",
  "junction-block": "curare",
};

export function simulatedRecording(
  { samples: channels, instrument }: RecordedSignal,
  muscles: readonly SimulatedMuscle[],
  truth: SimulationTruth,
): SampledRecording {
  const labels = muscles.flatMap(({ label, electrode }) =>
    electrode.channels.map((channel) => (muscles.length > 1 ? `${label} ${channel.label}` : channel.label)),
  );
  return {
    channels: channels.map((samples, index) => ({
      label: labels[index],
      unit: "uV",
      samplingFrequencyHz: truth.samplingFrequencyHz,
      samples,
      limits: { minimum: -instrument.rangeUv, maximum: instrument.rangeUv },
      filters: `HP:${instrument.highPassHz.toFixed(1)}Hz LP:${instrument.lowPassHz.toFixed(0)}Hz`,
    })),
    annotations: truth.events.map(
      ({ kind, atS, durationS }): Annotation => ({
        atS,
        text: NOTES[kind],
        ...(durationS !== undefined && { durationS }),
      }),
    ),
  };
}
