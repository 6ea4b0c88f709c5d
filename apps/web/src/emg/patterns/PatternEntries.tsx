/** The timeline as a list: each stretch with its pattern, and the reasons for and against, each leading to its part of the signal. */
import type {
  NamedPattern,
  PatternArgument,
  WeighedPattern,
} from "@krampe/core/pattern/types/named-pattern.ts";
import { VERDICT_WORDS } from "@krampe/core/plan/words.ts";
import { useEffect, useRef } from "react";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { bench } from "../bench/workbench.ts";
import { writtenMoment } from "../traces/written-scale.ts";
import { featureText } from "./feature-text.ts";
import { PartLinks } from "./PartLinks.tsx";
import type { BenchPatterns } from "./patterns-of-bench.ts";
import { turnTo } from "./point-at.ts";
import { WhatSettles } from "./WhatSettles.tsx";
import { writtenName } from "./written-name.ts";

const MOST = 60;

interface Properties {
  readonly named: BenchPatterns;
  readonly chosen: NamedPattern | undefined;
}

export function PatternEntries({ named, chosen }: Properties) {
  const words = useWords({ en, nb }).patterns;
  const { patterns } = named.names;
  const list = useRef<HTMLOListElement>(null);
  // by its place: named anew it is another object, and the page must not move then
  const chosenKey = chosen && keyOf(chosen);
  useEffect(() => {
    if (chosenKey) list.current?.querySelector("[data-chosen=true]")?.scrollIntoView({ block: "nearest" });
  }, [chosenKey]);
  const first = Math.max(
    0,
    Math.min(patterns.length - MOST, chosen ? patterns.indexOf(chosen) - MOST / 2 : 0),
  );
  const shown = patterns.slice(first, first + MOST);
  return (
    <>
      <ol ref={list} className="emg-entries">
        {shown.map((entry) => (
          <Entry key={keyOf(entry)} entry={entry} named={named} isChosen={entry === chosen} />
        ))}
      </ol>
      {patterns.length > MOST && <p>{words.more(patterns.length - MOST)}</p>}
    </>
  );
}

function keyOf({ channelIndex, fromS }: NamedPattern): string {
  return `${channelIndex} ${fromS}`;
}

interface EntryProperties {
  readonly entry: NamedPattern;
  readonly named: BenchPatterns;
  readonly isChosen: boolean;
}

function Entry({ entry, named, isChosen }: EntryProperties) {
  const words = useWords({ en, nb }).patterns;
  const { language } = useSettings();
  const { knowledge, measurement } = named;
  const { fromS, toS, channelIndex } = entry;
  return (
    <li data-chosen={isChosen}>
      <button
        type="button"
        className="emg-link"
        onClick={() => {
          bench.set({ chosenPattern: { channelIndex, fromS } });
          turnTo(fromS, toS);
        }}
      >
        {writtenMoment(fromS, 0.01, language)} – {writtenMoment(toS, 0.01, language)}
      </button>{" "}
      {measurement.channels.length > 1 && <span className="emg-quiet">{entry.channel} </span>}
      <strong>{writtenName(entry, knowledge, words, language)}</strong>
      {(isChosen || named.names.patterns.length === 1) && (
        <Reasons weighed={entry} entry={entry} named={named} />
      )}
    </li>
  );
}

interface ReasonsProperties {
  readonly weighed: WeighedPattern;
  readonly entry: NamedPattern;
  readonly named: BenchPatterns;
}

function Reasons({ weighed, entry, named }: ReasonsProperties) {
  const words = useWords({ en, nb }).patterns;
  const { language } = useSettings();
  const { knowledge } = named;
  const shared = { entry, named };
  return (
    <div className="emg-reasons">
      <Arguments heading={words.for} sign="+" all={weighed.for} {...shared} />
      <Arguments heading={words.against} sign="−" all={weighed.against} {...shared} />
      {weighed === entry && (entry.id === "undetermined" || entry.settledBy.length > 0) ? (
        // Of the stretch that names the recording it stands above.
        entry.settledBy !== named.names.summary.settledBy && <WhatSettles settledBy={entry.settledBy} />
      ) : (
        <Arguments heading={words.missing} sign="?" all={weighed.missing} {...shared} />
      )}
      {weighed.page.map(({ text, measured }) => (
        <p key={text.en} className="emg-beside">
          {text[language]}{" "}
          {measured.length > 0 &&
            `${words.measured}: ${measured.map((one) => featureText(one, knowledge, words.options, language)).join("; ")}.`}
        </p>
      ))}
      {weighed === entry && entry.alternatives.length > 0 && (
        <details className="emg-more">
          <summary>{words.alternatives(entry.alternatives.length)}</summary>
          {entry.alternatives.map((other) => (
            <div key={other.id}>
              <h3>
                {other.label[language]} ({VERDICT_WORDS[other.verdict][language]})
              </h3>
              <Reasons weighed={other} entry={entry} named={named} />
            </div>
          ))}
        </details>
      )}
    </div>
  );
}

interface ArgumentsProperties {
  readonly heading: string;
  readonly sign: string;
  readonly all: readonly PatternArgument[];
  readonly entry: NamedPattern;
  readonly named: BenchPatterns;
}

function Arguments({ heading, sign, all, entry, named }: ArgumentsProperties) {
  const words = useWords({ en, nb }).patterns;
  const { language } = useSettings();
  const { knowledge, measurement } = named;
  if (all.length === 0) return null;
  return (
    <div>
      <p className="emg-reasons-head">{heading}</p>
      <ul>
        {all.map((argument) => (
          <li key={argument.id}>
            <span aria-hidden="true">{sign} </span>
            {argument.because[language]} <em>{words.strengths[argument.strength]}</em>
            {argument.features.length > 0 && (
              <span className="emg-quiet">
                {" "}
                {argument.features
                  .map((one) => featureText(one, knowledge, words.options, language))
                  .join("; ")}
              </span>
            )}{" "}
            <PartLinks argument={argument} entry={entry} measurement={measurement} />
          </li>
        ))}
      </ul>
    </div>
  );
}
