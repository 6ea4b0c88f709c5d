/** Which patterns there are, when, and why: context from the reader, a summary, a timeline whose reasons lead to the signal. */
import { useCallback, useMemo } from "react";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { useStore } from "../bench/store.ts";
import { bench, view } from "../bench/workbench.ts";
import { joinedMeasurement } from "../report/joined-measurement.ts";
import type { Screen } from "../traces/draw-signal.ts";
import type { Ink } from "../traces/ink.ts";
import { TimedCanvas } from "../traces/TimedCanvas.tsx";
import { writtenSpan } from "../traces/written-scale.ts";
import { ContextControls } from "./ContextControls.tsx";
import { drawPatterns, PATTERN_LANE_PX } from "./draw-patterns.ts";
import { PatternEntries } from "./PatternEntries.tsx";
import { type BenchPatterns, patternsOfBench, useBenchKnowledge } from "./patterns-of-bench.ts";
import { UseInAssessment } from "./UseInAssessment.tsx";
import { WhatSettles } from "./WhatSettles.tsx";
import { writtenName } from "./written-name.ts";

export function PatternPanel() {
  const words = useWords({ en, nb }).patterns;
  const now = useStore(bench);
  const knowledge = useBenchKnowledge();
  if (!joinedMeasurement(now)) return null;
  const hasClock = !now.header?.channels.some(({ clock }) => clock === "assumed");
  const named = knowledge === "failed" || !hasClock ? undefined : patternsOfBench(now, knowledge);
  return (
    <section className="emg-panel" aria-labelledby="emg-patterns">
      <h2 id="emg-patterns">{words.heading}</h2>
      {hasClock ? <ContextControls /> : <p>{words.noClock}</p>}
      {knowledge === "failed" && <p role="alert">{words.noKnowledge}</p>}
      {named && <Named named={named} />}
    </section>
  );
}

function Named({ named }: { readonly named: BenchPatterns }) {
  const words = useWords({ en, nb }).patterns;
  const { language } = useSettings();
  const { chosenPattern } = useStore(bench);
  const { names, knowledge, measurement } = named;
  const { patterns, summary } = names;
  const chosen = patterns.find(
    ({ channelIndex, fromS }) =>
      channelIndex === chosenPattern?.channelIndex && fromS === chosenPattern.fromS,
  );
  const groups = useMemo(() => new Map(knowledge.patterns.map(({ id, group }) => [id, group])), [knowledge]);
  const channels = measurement.channels.map(({ label }) => label);
  const draw = useCallback(
    (screen: Screen, ink: Ink) =>
      drawPatterns(screen, {
        entries: patterns,
        channels: measurement.channels.map(({ label }) => label),
        groups,
        chosen,
        view: view.get(),
        ink,
        language,
      }),
    [patterns, measurement, groups, chosen, language],
  );
  return (
    <>
      <p className="emg-summary" role="status">
        {words.summary} <strong>{writtenName(summary, knowledge, words, language)}</strong>
      </p>
      {summary.beside.length > 0 && (
        <p>
          {words.beside}{" "}
          {summary.beside
            .map(
              (one) =>
                `${writtenName({ ...one, between: [] }, knowledge, words, language)}, ${writtenSpan(one.seconds, language)}${one.holds ? "" : ` (${words.moment})`}`,
            )
            .join("; ")}
        </p>
      )}
      {summary.settledBy.length > 0 && <WhatSettles settledBy={summary.settledBy} />}
      <TimedCanvas
        label={words.picture(patterns.length)}
        height={PATTERN_LANE_PX * channels.length}
        draw={draw}
        onClicked={(y) => {
          const { cursorS } = view.get();
          const channelIndex = Math.floor(y / PATTERN_LANE_PX);
          const under = patterns.find(
            (one) => one.channelIndex === channelIndex && one.fromS <= cursorS && cursorS < one.toS,
          );
          if (under) bench.set({ chosenPattern: { channelIndex, fromS: under.fromS } });
        }}
      />
      <p className="emg-quiet">{words.caption}</p>
      <PatternEntries named={named} chosen={chosen} />
      <UseInAssessment named={named} />
    </>
  );
}
