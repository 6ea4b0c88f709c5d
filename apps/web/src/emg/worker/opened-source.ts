/** The recordings of a source, opened: files by their bytes, examples by the simulated muscle. */
import { type Result, success } from "@krampe/core/issue/issue.ts";
import { simulate } from "@krampe/core/muscle/simulate.ts";
import { openRecordings } from "@krampe/core/recording/open-recording.ts";
import type { ByteSource, OpenRecording } from "@krampe/core/recording/recording.ts";
import { openSampled } from "@krampe/core/recording/sampled-recording.ts";
import type { EmgSource } from "./emg-messages.ts";

export async function openedSource(source: EmgSource): Promise<Result<readonly OpenRecording[]>> {
  if (source.kind === "simulated") {
    const { pattern, seed, settings } = source;
    const simulated = simulate({ ...settings, pattern, seed });
    if (!simulated.ok) return simulated;
    return success([openSampled(simulated.value.recording, `${pattern} ${seed}`)], simulated.issues);
  }
  const { samplingFrequencyHz } = source;
  const opened = await openRecordings(
    source.files.map(blobSource),
    samplingFrequencyHz === undefined ? {} : { samplingFrequencyHz },
  );
  return opened.ok ? success(opened.value.map(oneReadAtATime), opened.issues) : opened;
}

function blobSource(file: File): ByteSource {
  return {
    name: file.webkitRelativePath || file.name,
    size: file.size,
    read: async (offset, length) => new Uint8Array(await file.slice(offset, offset + length).arrayBuffer()),
  };
}

/** The whole is drawn while parts are asked for: readers keep blocks, and are not asked twice at once. */
function oneReadAtATime(recording: OpenRecording): OpenRecording {
  let last: Promise<unknown> = Promise.resolve();
  return {
    get header() {
      return recording.header;
    },
    get issues() {
      return recording.issues;
    },
    readSamples: (...request) => {
      const next = last.then(
        () => recording.readSamples(...request),
        () => recording.readSamples(...request),
      );
      last = next;
      return next;
    },
  };
}

/** Some channels by themselves, in the order given: what is measured when they are looked at. */
export function channelsAlone(recording: OpenRecording, indices: readonly number[]): OpenRecording {
  const { header } = recording;
  const channels = indices.map((index) => header.channels[index]);
  return {
    header: {
      ...header,
      channels,
      gaps: header.gaps.filter(
        ({ channelId }) => channelId === undefined || channels.some(({ id }) => id === channelId),
      ),
    },
    issues: recording.issues,
    readSamples: (index, fromSample, count, into) =>
      recording.readSamples(indices[index], fromSample, count, into),
  };
}
