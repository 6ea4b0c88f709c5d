/**
 * What is measured of one channel: its quality first, then its activity, then its units.
 */
import type { CompositeRate, Estimate, Span } from "./estimate.ts";
import type { Stretch } from "./stretch.ts";
import type { UnitMeasurement } from "./unit.ts";

export type MaskReason = "gap" | "drop-out" | "flat" | "saturated" | "movement";

/** A stretch that was not measured. */
export interface MaskedSpan extends Span {
  readonly reason: MaskReason;
}

export interface MainsMeasurement {
  /** Fundamental as found (near 50 or 60 Hz), or undefined when there is no line to be seen. */
  readonly fundamentalHz: number | undefined;
  /** Amplitude (not peak to peak) of each harmonic that stands out, with its frequency. */
  readonly harmonics: readonly { readonly frequencyHz: number; readonly amplitude: number }[];
  /** Share of the quiet signal's power that is mains. */
  readonly powerShare: number;
  /** Whether it was taken out before measuring. */
  readonly removed: boolean;
}

export interface HeartMeasurement {
  readonly present: boolean;
  readonly rateHz: Estimate;
  readonly beatCount: number;
  /** Peak of the mean beat over the noise floor. */
  readonly signalToNoise: Estimate;
}

export interface QualityMeasurement {
  /** Noise of the quietest stretches inside the analysis band, root mean square in the amplitude unit. */
  readonly noise: Estimate;
  /** True when no stretch looks like bare instrument noise: the figure is then an upper bound. */
  readonly noiseIsUpperBound: boolean;
  /** Root mean square of activity over that of noise; abstains when there is no activity. */
  readonly signalToNoise: Estimate;
  readonly mains: MainsMeasurement;
  readonly saturation: {
    readonly share: number;
    readonly lowRail: number | undefined;
    readonly highRail: number | undefined;
  };
  readonly heart: HeartMeasurement;
  /** Smallest step between samples, in the amplitude unit; 0 when the samples are not quantised visibly. */
  readonly quantisationStep: number;
  /** The samples never fall below zero and touch it: an envelope or a rectified EMG, whose waveforms say nothing. */
  readonly isRectified: boolean;
  readonly masked: readonly MaskedSpan[];
  readonly usableShare: number;
  readonly verdict: "good" | "limited" | "unusable";
}

/** One burst of activity. */
export interface Burst {
  readonly onsetS: number;
  readonly offsetS: number;
  /** Half width of the 95 % interval of the onset and offset. */
  readonly onsetUncertaintyS: number;
  readonly offsetUncertaintyS: number;
  /** Root mean square with the noise taken off, in the amplitude unit. */
  readonly rms: number;
  /** NaN: not measured anew since a reader moved an end. */
  readonly peak: number;
  /** Whether it begins (ends) with the recording or at a masked span, so that its true onset (offset) is not seen. */
  readonly beginsCut: boolean;
  readonly endsCut: boolean;
  /** False: so much weaker and shorter than the others that it is a stray beside them; not part of the rhythm. */
  readonly prominent: boolean;
}

/** How the prominent bursts come: abstains below four. */
export interface BurstRhythm {
  /** Inverse of the median time from onset to onset. */
  readonly rateHz: Estimate;
  readonly durationMs: Estimate;
  /** Standard deviation over mean of the time from onset to onset. */
  readonly periodCv: Estimate;
}

/** Electrical silence: for how long, and what would have been seen. */
export interface Silence extends Span {
  /** Smallest discharge (largest deflection) that would have been seen with 95 % probability. */
  readonly detectableAmplitude: number;
  /** Discharges of that size recur less often than this, with 95 % confidence (none seen in the time). */
  readonly rateBelowHz: number;
  /** Whether the level is that of an instrument: `sure`, `likely`, or `doubtful` when steady activity would look the same. */
  readonly certainty: "sure" | "likely" | "doubtful";
}

/** Swelling and fading of the envelope, with or without pauses. */
export interface EnvelopeRhythm {
  readonly frequencyHz: Estimate;
  /** Height of the autocorrelation at the period: 1 is a clock, 0 no rhythm. */
  readonly strength: Estimate;
}

export interface ActivityMeasurement {
  /** Share of the usable time with activity above the noise. */
  readonly activeShare: number;
  readonly silences: readonly Silence[];
  /** Root mean square during activity, noise taken off. */
  readonly rms: Estimate;
  readonly peak: Estimate;
  readonly envelopeRhythm: EnvelopeRhythm;
  readonly turnsPerS: Estimate;
  readonly turnAmplitude: Estimate;
  readonly medianFrequencyHz: Estimate;
  readonly meanFrequencyHz: Estimate;
  readonly spectrum: { readonly stepHz: number; readonly powerDensity: readonly number[] };
  /** Root mean square envelopes of the fast and the slow scale, noise included. */
  readonly envelopes: readonly {
    readonly scaleMs: number;
    readonly samplingFrequencyHz: number;
    readonly values: Float32Array;
  }[];
}

export interface ChannelMeasurement {
  readonly label: string;
  /** Unit of the recording. */
  readonly unit: string;
  /** Unit of all amplitudes here: `uV` when the recording is calibrated, otherwise that of the recording. */
  readonly amplitudeUnit: string;
  readonly samplingFrequencyHz: number;
  readonly analysisBandHz: { readonly low: number; readonly high: number };
  readonly quality: QualityMeasurement;
  readonly activity: ActivityMeasurement;
  readonly bursts: readonly Burst[];
  readonly burstRhythm: BurstRhythm;
  readonly compositeRateHz: CompositeRate;
  readonly units: readonly UnitMeasurement[];
  /** How many units fire together over time; only spans that were separated. */
  readonly unitCount: readonly (Span & { readonly count: number })[];
  /** Spans handed to separation. Elsewhere nothing is said of units. */
  readonly separated: readonly Span[];
  /** The recording cut into stretches of one kind, in order of time; none without a clock. */
  readonly stretches: readonly Stretch[];
}
