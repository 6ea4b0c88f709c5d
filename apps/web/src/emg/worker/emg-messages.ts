/** What the EMG page asks of its workers, and what they answer. */
import type { Issue } from "@krampe/core/issue/issue.ts";
import type { PairedMuscle } from "@krampe/core/measurement/paired-muscle.ts";
import type { ChannelMeasurement } from "@krampe/core/measurement/types/channel.ts";
import type { PairMeasurement, RecordingMeasurement } from "@krampe/core/measurement/types/recording.ts";
import type { SimulatedPattern } from "@krampe/core/muscle/pattern-names.ts";
import type { SimulationRequest } from "@krampe/core/muscle/request.ts";
import type { RecordingHeader, Span } from "@krampe/core/recording/recording.ts";

/** Where the samples come from. Files are handed over as they are: a worker reads the parts that it needs. */
export type EmgSource =
  | {
      readonly kind: "files";
      readonly files: readonly File[];
      /** For files that do not state one. */
      readonly samplingFrequencyHz?: number;
    }
  | {
      readonly kind: "simulated";
      readonly pattern: SimulatedPattern;
      readonly seed: number;
      /** What was chosen instead of the usual, as in the atlas. */
      readonly settings?: Omit<SimulationRequest, "pattern" | "seed">;
    };

/** How the signal is shown and heard. Nothing is measured on it. */
export interface DisplayFilter {
  readonly lowHz: number | undefined;
  readonly highHz: number | undefined;
  /** Notches at this frequency and its multiples. */
  readonly mainsHz: 50 | 60 | undefined;
}

export const NO_FILTER: DisplayFilter = { lowHz: undefined, highHz: undefined, mainsHz: undefined };

interface Question {
  readonly id: number;
  readonly channel: number;
}

export type EmgQuestion =
  | (Question & { readonly kind: "samples"; readonly fromSample: number; readonly count: number })
  | (Question & {
      readonly kind: "sound";
      readonly fromSample: number;
      readonly count: number;
      /** 1: as recorded; ½: half as fast and an octave lower. */
      readonly speed: number;
      readonly soundHz: number;
    })
  /** Stretches of one length around moments, each without its own median: potentials to be laid over each other. */
  | (Question & {
      readonly kind: "potentials";
      readonly timesS: readonly number[];
      readonly beforeS: number;
      readonly afterS: number;
    })
  | (Question & {
      readonly kind: "spectrogram";
      readonly fromS: number;
      readonly toS: number;
      readonly columns: number;
      readonly rows: number;
    });

/** `run` grows with every new source, choice and filter; answers to an older run are thrown away. */
export type EmgRequest =
  | { readonly kind: "open"; readonly run: number; readonly source: EmgSource; readonly index: number }
  | { readonly kind: "filter"; readonly run: number; readonly filter: DisplayFilter }
  | { readonly kind: "ask"; readonly run: number; readonly question: EmgQuestion }
  | {
      readonly kind: "measure";
      readonly run: number;
      readonly source: EmgSource;
      readonly index: number;
      readonly channel: number;
      /** So many seconds of activity are separated into units, after the rest was measured; 0: none. */
      readonly separatedS: number;
    }
  | {
      readonly kind: "measure-pair";
      readonly run: number;
      readonly source: EmgSource;
      readonly index: number;
      readonly agonist: number;
      readonly antagonist: number;
    };

/** First what the signal holds, then the units in it. */
export type MeasuringStage = "signal" | "units";

export interface Spectrogram {
  readonly fromS: number;
  readonly toS: number;
  readonly columns: number;
  readonly rows: number;
  readonly highestHz: number;
  /** Length of the stretch behind one column. */
  readonly windowS: number;
  /** Power density in dB; column by column, from low to high frequency; NaN in gaps. */
  readonly decibels: Float32Array;
  /** Mean power density of the stretch, in unit²/Hz. */
  readonly meanDensity: Float32Array;
}

export type EmgReply =
  | {
      readonly kind: "opened";
      readonly run: number;
      /** All recordings of the source; one is open. */
      readonly names: readonly string[];
      readonly index: number;
      readonly header: RecordingHeader;
      readonly issues: readonly Issue[];
    }
  | { readonly kind: "refused"; readonly run: number; readonly issues: readonly Issue[] }
  | {
      readonly kind: "peaks";
      readonly run: number;
      readonly channel: number;
      readonly minimum: Float32Array;
      readonly maximum: Float32Array;
    }
  | { readonly kind: "drawable"; readonly run: number; readonly share: number }
  | {
      readonly kind: "marks";
      readonly run: number;
      readonly channel: number;
      readonly spans: readonly Span[];
    }
  | { readonly kind: "issues"; readonly run: number; readonly issues: readonly Issue[] }
  | {
      readonly kind: "samples";
      readonly run: number;
      readonly id: number;
      readonly samples: Float32Array<ArrayBuffer>;
    }
  | {
      readonly kind: "spectrogram";
      readonly run: number;
      readonly id: number;
      readonly spectrogram: Spectrogram;
    }
  | {
      readonly kind: "measuring";
      readonly run: number;
      readonly channel: number;
      readonly stage: MeasuringStage;
      readonly share: number;
    }
  | {
      readonly kind: "measured";
      readonly run: number;
      readonly channel: number;
      readonly stage: MeasuringStage;
      /** More is on its way. */
      readonly goesOn: boolean;
      readonly measurement: RecordingMeasurement;
    }
  | {
      readonly kind: "pair-measured";
      readonly run: number;
      readonly agonist: number;
      readonly antagonist: number;
      readonly pair: PairMeasurement | undefined;
      /** The two, in that order. */
      readonly channels: readonly ChannelMeasurement[];
      /** What they were compared on, in that order. */
      readonly muscles: readonly PairedMuscle[];
      readonly issues: readonly Issue[];
    };
