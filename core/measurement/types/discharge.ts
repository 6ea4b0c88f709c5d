/**
 * One firing, and the firings of one motor unit as separation hands them to the measurement.
 *
 * Amplitudes are peak to peak in the channel's amplitude unit: `uV` for every recording calibrated in volts
 * (converted on reading), the recording's own unit otherwise. They are never called microvolts when they are not.
 */

export interface Discharge {
  /** Time of the largest deflection, interpolated between samples; seconds since the first sample of the recording. */
  readonly timeS: number;
  /** Peak to peak, in the channel's amplitude unit. */
  readonly amplitude: number;
  /** Largest deflection from the baseline over the standard deviation of the noise. */
  readonly signalToNoise: number;
  /** Probability that the discharge belongs to its unit; absent where nothing was separated. */
  readonly posterior?: number;
}

/** The mean waveform of one unit on one channel. */
export interface Template {
  readonly samplingFrequencyHz: number;
  /** In the channel's amplitude unit. */
  readonly samples: Float32Array;
  /** Index in `samples` that stands at the discharge's `timeS`. */
  readonly originIndex: number;
}

/** What separation finds: one motor unit. Discharges in order of time. */
export interface SeparatedUnit {
  /** Stable within one measurement, such as `u1`. */
  readonly id: string;
  readonly discharges: readonly Discharge[];
  /** One for each channel that was separated together; the first is that of the channel it is reported on. */
  readonly templates: readonly Template[];
  readonly validity: UnitValidity;
}

/** How far one unit can be trusted. All figures lie between 0 (bad) and 1 (good) unless it is said. */
export interface UnitValidity {
  /** `valid`: rates may be read as those of one unit. `doubtful`: with care. `invalid`: a mixture, not measured. */
  readonly verdict: "valid" | "doubtful" | "invalid";
  /** Distance of the unit's waveforms from those of others and from noise. */
  readonly isolation: number;
  /** Largest deflection of the template over the standard deviation of the noise (not bounded by 1). */
  readonly signalToNoise: number;
  /** Estimated share of its discharges that belong elsewhere. */
  readonly falsePositiveShare: number;
  /** Estimated share of the unit's discharges that were missed. */
  readonly missedShare: number;
  /** Quality of a source from blind source separation, where that was used. */
  readonly silhouette?: number;
  /** Share of its discharges that can be expected to be those of one unit; absent where a reader merged units. */
  readonly value?: number;
  /** What speaks against it. */
  readonly reasons?: readonly string[];
  /** Power of the pulses over that of the rest of a blindly separated source, in decibels. */
  readonly pulseToNoiseDb?: number;
}
