/** What is said of a correction that finds nothing to correct. */
import type { Issue } from "../../issue/issue.ts";
import type { Text } from "../../issue/text.ts";
import type { Correction } from "./correction.ts";

export function correctionWithoutTarget(correction: Correction, channel: string): Issue {
  const what = described(correction);
  return {
    code: "correction-without-target",
    severity: "warning",
    message: {
      en: `A correction was left out: ${what.en} is not there as it was, or cannot be changed so (${channel}).`,
      nb: `En rettelse er utelatt: ${what.nb} finnes ikke som før, eller kan ikke endres slik (${channel}).`,
    },
    suggestion: {
      en: "Look at the measurement and make the correction again.",
      nb: "Se på målingen og gjør rettelsen på nytt.",
    },
    place: { path: `channels[${channel}]` },
  };
}

function described(correction: Correction): Text {
  const at = (seconds: number) => Math.round(seconds * 1000) / 1000;
  if ("burst" in correction) {
    const { onsetS, offsetS } = correction.burst;
    return {
      en: `the burst from ${at(onsetS)} to ${at(offsetS)} s`,
      nb: `salven fra ${at(onsetS)} til ${at(offsetS)} s`,
    };
  }
  if ("units" in correction) {
    const [one, other] = correction.units;
    return { en: `the units ${one.id} and ${other.id}`, nb: `enhetene ${one.id} og ${other.id}` };
  }
  const { id, firstS } = correction.unit;
  return {
    en: `the unit ${id} that begins at ${at(firstS)} s`,
    nb: `enheten ${id} som begynner ved ${at(firstS)} s`,
  };
}
