/** Links from an argument to the parts of the signal that it rests on. */
import type { Language } from "@krampe/core/issue/text.ts";
import type { PartKind, TellingPart } from "@krampe/core/measurement/stretch/telling-part.ts";
import type { NamedPattern, PatternArgument } from "@krampe/core/pattern/types/named-pattern.ts";
import { useId } from "react";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { writtenMoment, writtenSpan } from "../traces/written-scale.ts";
import { argumentParts } from "./argument-parts.ts";
import type { BenchPatterns } from "./patterns-of-bench.ts";
import { pointAt } from "./point-at.ts";

interface Properties {
  readonly argument: PatternArgument;
  readonly entry: NamedPattern;
  readonly measurement: BenchPatterns["measurement"];
}

export function PartLinks({ argument, entry, measurement }: Properties) {
  const words = useWords({ en, nb }).patterns;
  const { language } = useSettings();
  const id = useId();
  return argumentParts(argument, entry, measurement).map((part, position) => (
    <button
      key={`${part.fromS} ${part.toS}`}
      id={`${id}${position}`}
      type="button"
      className="emg-link"
      onClick={() => pointAt(part, argument, entry.channelIndex, `${id}${position}`)}
    >
      {words.show(writtenPart(part, words, language))}
    </button>
  ));
}

interface PartWords {
  readonly parts: Readonly<Record<PartKind, string>>;
  readonly at: (part: string, from: string, length: string) => string;
}

export function writtenPart({ kind, fromS, toS }: TellingPart, words: PartWords, language: Language): string {
  const lengthS = toS - fromS;
  return words.at(
    words.parts[kind],
    writtenMoment(Math.max(0, fromS), lengthS < 0.1 ? 0.001 : 0.01, language),
    writtenSpan(lengthS, language),
  );
}
