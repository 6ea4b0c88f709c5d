/** Adds an issue to an open recording once reading has met samples that cannot be decoded. */
import { type Result, success } from "../issue/issue.ts";
import type { OpenRecording } from "./recording.ts";
import { samplesDamaged } from "./recording-issue.ts";

/** `isDamaged` is asked after each reading. */
export function tellingDamage(
  result: Result<OpenRecording>,
  isDamaged: () => boolean,
): Result<OpenRecording> {
  if (!result.ok) return result;
  const { header, readSamples } = result.value;
  const issues = [...result.value.issues];
  let told = false;
  const readAndTell: OpenRecording["readSamples"] = async (channelIndex, fromSample, count, into) => {
    const samples = await readSamples(channelIndex, fromSample, count, into);
    if (!told && isDamaged()) {
      told = true;
      issues.push(samplesDamaged(header.name));
    }
    return samples;
  };
  return success({ header, issues, readSamples: readAndTell }, result.issues);
}
