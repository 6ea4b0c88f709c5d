/** A recording as the files of the format that its name asks for. */
import { basename, dirname, extname, join } from "node:path";
import { type Result, success } from "@krampe/core/issue/issue.ts";
import type { SampledRecording } from "@krampe/core/recording/sampled-recording.ts";
import { writeCsv } from "@krampe/core/recording/write-csv.ts";
import { writeBdfPlus, writeEdfPlus } from "@krampe/core/recording/write-edf.ts";
import { writeWav } from "@krampe/core/recording/write-wav.ts";
import { writeWfdb } from "@krampe/core/recording/write-wfdb.ts";

export type RecordingExtension = ".edf" | ".bdf" | ".wav" | ".csv" | ".hea";

export const WRITTEN_EXTENSIONS: readonly RecordingExtension[] = [".edf", ".bdf", ".wav", ".csv", ".hea"];

export interface FileToWrite {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export function recordingFiles(
  recording: SampledRecording,
  path: string,
  extension: RecordingExtension,
): Result<readonly FileToWrite[]> {
  const name = basename(path);
  switch (extension) {
    case ".edf":
      return oneFile(path, writeEdfPlus(recording, name));
    case ".bdf":
      return oneFile(path, writeBdfPlus(recording, name));
    case ".wav":
      return oneFile(path, writeWav(recording, "float32", name));
    case ".csv":
      return oneFile(path, writeCsv(recording, name));
    case ".hea": {
      const written = writeWfdb(recording, basename(path, extname(path)));
      if (!written.ok) return written;
      const files = written.value.map((file) => ({
        path: join(dirname(path), file.name),
        bytes: file.bytes,
      }));
      return success(files, written.issues);
    }
  }
}

function oneFile(path: string, written: Result<Uint8Array>): Result<readonly FileToWrite[]> {
  return written.ok ? success([{ path, bytes: written.value }], written.issues) : written;
}
