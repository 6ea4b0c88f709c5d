/**
 * What the named patterns say about the patient: findings with origin EMG, as the patterns' own files map them.
 *
 * Every pattern of the timeline that was named gives its findings once, from all stretches that carry the name. Silence
 * gives its own only when the whole recording is called silent, and a pathological pattern when it names the recording or holds
 * beside that name: what was seen for a moment of it is told, and is no finding. Rates are those of the summary's pattern, so that one recording
 * has one rate. The place in the recording is written for a reader of the language. That a pattern was not seen says nothing: a short recording excludes nothing.
 */

import { evaluateCriterion } from "../criterion/evaluate-criterion.ts";
import type { FindingValue } from "../criterion/finding-value.ts";
import { PRESENT } from "../criterion/finding-value.ts";
import type { Finding } from "../finding/finding.ts";
import type { Language } from "../issue/text.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import type { RecordingMeasurement } from "../measurement/types/recording.ts";
import { knownIn } from "./name-patterns.ts";
import type { PatternContext } from "./pattern-context.ts";
import { type KnownFeatures, truthIn } from "./stretch-truth.ts";
import type { NamedPattern, PatternNames } from "./types/named-pattern.ts";
import { weighing } from "./weigh-patterns.ts";

const DIGITS = 3;

export function patternFindings(
  { patterns: timeline, summary }: PatternNames,
  measurement: Pick<RecordingMeasurement, "channels" | "recording">,
  context: PatternContext,
  knowledge: Pick<Knowledge, "patterns" | "features">,
  language: Language = "en",
): Finding[] {
  const { name, startedAt } = measurement.recording;
  const { definitionOf } = weighing(knowledge);
  const byId = new Map<string, Finding>();
  for (const pattern of knowledge.patterns) {
    const entries = timeline.filter(({ id }) => id === pattern.id);
    const isMain = summary.id === pattern.id;
    const holds = summary.beside.some(({ id, holds }) => id === pattern.id && holds);
    if (entries.length === 0 || (pattern.group === "none" && !isMain)) continue;
    if (pattern.group === "pathological" && !isMain && !holds) continue;
    for (const { finding, from, when } of pattern.findings) {
      if (from !== undefined && !isMain) continue;
      for (const entry of longestFirst(entries)) {
        const known = featuresOf(entry, measurement, context);
        if (known === undefined) continue;
        if (when !== undefined && evaluateCriterion(when, truthIn(known, definitionOf)) !== 1) continue;
        const value = from === undefined ? PRESENT : quantityOf(known, from);
        if (value === undefined) continue;
        const place = `${name} (${spansText(entries, language)})`;
        byId.set(finding, {
          id: finding,
          value,
          origin: "emg",
          from: [place],
          ...(startedAt !== undefined && { at: startedAt.slice(0, 10) }),
        });
        break;
      }
    }
  }
  return [...byId.values()];
}

function featuresOf(
  { channelIndex, fromS }: NamedPattern,
  { channels }: Pick<RecordingMeasurement, "channels">,
  context: PatternContext,
): KnownFeatures | undefined {
  const stretch = channels[channelIndex]?.stretches.find((one) => one.fromS === fromS);
  return stretch && knownIn(stretch, context);
}

function quantityOf(known: KnownFeatures, feature: string): FindingValue | undefined {
  const value = known.get(feature)?.value;
  if (value === undefined || !("value" in value)) return undefined;
  const low = Number(value.low.toPrecision(DIGITS));
  const high = Number(value.high.toPrecision(DIGITS));
  return { kind: "quantity", range: { low, high, lowOpen: false, highOpen: false } };
}

function longestFirst(entries: readonly NamedPattern[]): NamedPattern[] {
  return [...entries].sort((a, b) => b.toS - b.fromS - (a.toS - a.fromS));
}

/** The first few, in seconds. */
function spansText(entries: readonly NamedPattern[], language: Language): string {
  const seconds = (value: number) =>
    language === "nb" ? value.toFixed(1).replace(".", ",") : value.toFixed(1);
  const shown = entries.slice(0, 3).map(({ fromS, toS }) => `${seconds(fromS)}–${seconds(toS)} s`);
  return shown.join(language === "nb" ? "; " : ", ") + (entries.length > 3 ? " …" : "");
}
