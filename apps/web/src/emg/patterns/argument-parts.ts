/** The parts of the signal that an argument rests on: where each of its numbers can be seen, narrowest first. */
import { type TellingPart, tellingPart } from "@krampe/core/measurement/stretch/telling-part.ts";
import type { RecordingMeasurement } from "@krampe/core/measurement/types/recording.ts";
import type { FeatureSeen, NamedPattern, PatternArgument } from "@krampe/core/pattern/types/named-pattern.ts";

/** More places than these are not looked at one after the other. */
const MOST = 3;
/** A part that takes nearly all of the stretch is the stretch. */
const NEARLY_ALL = 0.9;

/** Of what is told and of what holds for the channel there is no part: then it is the whole stretch. */
export function argumentParts(
  argument: PatternArgument,
  entry: NamedPattern,
  { channels }: Pick<RecordingMeasurement, "channels">,
): TellingPart[] {
  const channel = channels[entry.channelIndex];
  const stretch = channel?.stretches.find(({ fromS }) => fromS === entry.fromS);
  const parts = stretch
    ? measuredOf(argument.features).flatMap(({ id }) => {
        const feature = stretch.features[id];
        return feature ? [tellingPart(id, feature, stretch, channel.bursts)] : [];
      })
    : [];
  const lengthS = entry.toS - entry.fromS;
  const narrow = parts.filter(({ fromS, toS }) => toS - fromS < NEARLY_ALL * lengthS);
  const different = new Map(narrow.map((part) => [`${part.fromS} ${part.toS}`, part]));
  const sorted = [...different.values()].sort((a, b) => a.toS - a.fromS - (b.toS - b.fromS));
  if (sorted.length > 0) return sorted.slice(0, MOST);
  const { fromS, toS } = argument;
  const dischargesS = parts.find((part) => part.dischargesS.length > 0)?.dischargesS ?? [];
  return toS > fromS ? [{ kind: "stretch", fromS, toS, dischargesS }] : [];
}

/** A sign that follows from other features is seen where they are. */
function measuredOf(features: readonly FeatureSeen[]): FeatureSeen[] {
  return features.flatMap((feature) => (feature.by ? measuredOf(feature.by) : [feature]));
}
