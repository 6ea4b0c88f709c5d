/**
 * A recording: channels of samples, as read from any file format.
 *
 * The interface every reader fills and everything later uses: first the header (what is in it), then blocks of
 * samples of one channel at a time in physical units. It holds no samples itself, so a file of many gigabytes
 * needs only the memory of the blocks asked for.
 *
 * Time is counted in seconds from the start of the recording. Sample `i` of a channel was taken at
 * `startS + i / samplingFrequencyHz`; where the recorder paused or bytes were lost the samples are NaN, so that
 * this stays true to the end. Who the patient is stays in the file: it is not carried along.
 */
import type { Issue } from "../issue/issue.ts";

/** Bytes at rest: a file on disk, a `Blob` in the browser, an entry of a zip, an array in memory. */
export interface ByteSource {
  /** File name as the user gave it, with its extension. May hold folders (`a/b.edf`). */
  readonly name: string;
  /** Length in bytes. */
  readonly size: number;
  /**
   * The bytes from `offset` (counted from 0), `length` of them, fewer only where the source ends.
   * The caller must not change the returned array: it may be a view. Rejects only if the medium itself fails.
   */
  read(offset: number, length: number): Promise<Uint8Array>;
}

export type RecordingFormat =
  | "EDF"
  | "EDF+C"
  | "EDF+D"
  | "BDF"
  | "BDF+C"
  | "BDF+D"
  | "WFDB"
  | "WAV"
  | "text"
  | "BrainVision"
  | "MAT 5"
  | "MAT 7.3"
  | "HDF5"
  | "OTB+"
  | "OTB4"
  | "Poly5"
  | "memory";

/** One digitised quantity, usually a voltage. */
export interface Channel {
  /** Unique within the recording, and the same every time the file is read. */
  readonly id: string;
  /** Name as the file gives it; not unique. */
  readonly label: string;
  /** UCUM code of the samples (`uV`, `mV`, `V`, `deg`, …). `1`: uncalibrated steps or full scale = 1. */
  readonly unit: string;
  readonly samplingFrequencyHz: number;
  /**
   * Absent: the file states the frequency. `estimated`: from irregular time stamps. `assumed`: the file says nothing
   * and 1 Hz stands in, so that times count samples; nothing that depends on time may be measured then.
   */
  readonly clock?: "estimated" | "assumed";
  /** Number of samples, gaps included. */
  readonly sampleCount: number;
  /** Time of sample 0, in seconds from the start of the recording. */
  readonly startS: number;
  /** Smallest and largest value the recorder could write, in `unit`; at them the signal is clipped. */
  readonly limits?: { readonly minimum: number; readonly maximum: number };
  /** One step of the analogue-to-digital converter, in `unit` (always positive). */
  readonly resolution?: number;
  /** Filters the recorder says it applied, as written in the file. */
  readonly filters?: string;
}

/**
 * A stretch of time that is not signal. `gap`: nothing was recorded. `saturation`: clipped at the recorder's limit.
 * `flat`: one value too long to be physiological. `dropout`: samples lost inside the recording (NaN or exact zeros).
 */
export interface Span {
  readonly kind: "gap" | "saturation" | "flat" | "dropout";
  readonly fromS: number;
  /** Exclusive. */
  readonly toS: number;
  /** Absent: all channels. */
  readonly channelId?: string;
}

/** A note made at a moment, by a person or by the recorder. */
export interface Annotation {
  readonly atS: number;
  readonly durationS?: number;
  readonly text: string;
  /** Absent: concerns all channels. */
  readonly channelId?: string;
}

export interface RecordingHeader {
  readonly format: RecordingFormat;
  /** Name of the file (of its header, when there are several). */
  readonly name: string;
  readonly channels: readonly Channel[];
  /**
   * Start as the recorder's clock showed it, ISO 8601 without a time zone (`2013-11-13T16:14:03.794`); ends in `Z`
   * only if the file says it is UTC. Absent: not in the file, or anonymised.
   */
  readonly startTime?: string;
  /** From the start of the recording to the end of its longest channel, gaps included. */
  readonly durationS: number;
  /** In order of time. */
  readonly annotations: readonly Annotation[];
  /** Pauses of the recorder and lost parts that the file itself tells of, in order of time. */
  readonly gaps: readonly Span[];
}

export interface OpenRecording {
  readonly header: RecordingHeader;
  /**
   * What is wrong with the file or was decided on the reader's behalf. Grows if reading samples meets a damaged
   * block: look again after reading.
   */
  readonly issues: readonly Issue[];
  /**
   * Samples of one channel in its unit; NaN where there is a gap or the bytes are damaged. Indices count from 0.
   * The part of the request outside the channel is left out, so the result can be shorter than `count`, or empty.
   * `into` (at least `count` long) saves making a new array: readers that can write there and return a view of it.
   * Always use what is returned.
   */
  readSamples(
    channelIndex: number,
    fromSample: number,
    count: number,
    into?: Float32Array,
  ): Promise<Float32Array>;
}

/** What the user knows and the file may not say. */
export interface OpenOptions {
  /** Used for channels whose file states no sampling frequency; what a file states is never overruled. */
  readonly samplingFrequencyHz?: number;
}

/** Time of one sample, in seconds from the start of the recording. */
export function sampleTimeS(channel: Channel, sampleIndex: number): number {
  return channel.startS + sampleIndex / channel.samplingFrequencyHz;
}
