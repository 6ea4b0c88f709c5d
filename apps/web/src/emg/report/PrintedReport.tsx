/** One page for paper: the screen, the patterns with their first reasons, the numbers, the units. Made when the page is printed. */
import { estimated, written } from "@krampe/core/measurement/report/numbers.ts";
import type { RecordingMeasurement } from "@krampe/core/measurement/types/recording.ts";
import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { bench, view } from "../bench/workbench.ts";
import { ValueTable } from "../parts/ValueTable.tsx";
import { contextText } from "../patterns/context-text.ts";
import { type BenchPatterns, patternsOfBench, useBenchKnowledge } from "../patterns/patterns-of-bench.ts";
import { writtenName } from "../patterns/written-name.ts";
import { describedRecording } from "../source/described-recording.ts";
import { recordingName } from "../source/recording-name.ts";
import { divisionS } from "../traces/time-window.ts";
import { writtenAmplitude, writtenMoment } from "../traces/written-scale.ts";
import { joinedMeasurement } from "./joined-measurement.ts";
import { TraceSvg } from "./TraceSvg.tsx";
import { type TracePicture, tracePicture } from "./trace-picture.ts";

/** What fits on one page; the rest is in the saved report. */
const MOST = { entries: 6, reasons: 2, channels: 8, units: 8 };
const TRACE_PX = 380;

export function PrintedReport() {
  const words = useWords({ en, nb });
  const { language } = useSettings();
  const knowledge = useBenchKnowledge();
  const [picture, setPicture] = useState<TracePicture>();
  useEffect(() => {
    const draw = () => {
      const { kinds } = words.spans;
      const drawn = tracePicture({ language, kinds, perDivision: words.perDivision }, TRACE_PX);
      flushSync(() => setPicture(drawn));
    };
    const clear = () => setPicture(undefined);
    window.addEventListener("beforeprint", draw);
    window.addEventListener("afterprint", clear);
    return () => {
      window.removeEventListener("beforeprint", draw);
      window.removeEventListener("afterprint", clear);
    };
  }, [language, words]);
  const now = bench.get();
  if (!picture || !now.header) return null;
  const { fromS, spanS } = view.get();
  const moment = (seconds: number) => writtenMoment(seconds, divisionS(spanS) / 10, language);
  const named = patternsOfBench(now, knowledge === "failed" ? undefined : knowledge);
  const measured = joinedMeasurement(now);
  const { context, corrections, header } = now;
  return (
    <section className="emg-print" aria-hidden="true">
      <h1>
        {words.report.paper}:{" "}
        {now.source ? recordingName(now.source, header, words.open.patterns) : header.name}
      </h1>
      <p>{describedRecording(header, words, language)}</p>
      {now.source?.kind === "simulated" && <p>{words.open.notReal}</p>}
      <TraceSvg picture={picture} label={words.report.trace(moment(fromS), moment(fromS + spanS))} />
      <p>
        {words.report.trace(moment(fromS), moment(fromS + spanS))}. {words.report.context}:{" "}
        {contextText(context, words.patterns.context) || words.report.nothingTold}.{" "}
        {corrections.length > 0 ? words.report.corrected(corrections.length) : words.report.uncorrected}
      </p>
      {named && <PrintedPatterns named={named} />}
      {measured && <PrintedNumbers measured={measured} />}
      <footer>
        {words.report.footer}
        {named && ` Krampe, ${named.knowledge.version} (${named.knowledge.hash.slice(0, 12)}).`}
      </footer>
    </section>
  );
}

function PrintedPatterns({ named }: { readonly named: BenchPatterns }) {
  const words = useWords({ en, nb });
  const { language } = useSettings();
  const { names, knowledge } = named;
  const lengthOf = ({ fromS, toS }: { fromS: number; toS: number }) => toS - fromS;
  const longest = names.patterns
    .toSorted((a, b) => lengthOf(b) - lengthOf(a))
    .slice(0, MOST.entries)
    .sort((a, b) => a.fromS - b.fromS);
  return (
    <>
      <h2>
        {words.report.patterns}: {writtenName(names.summary, knowledge, words.patterns, language)}
      </h2>
      <ul>
        {longest.map((entry) => (
          <li key={`${entry.channelIndex} ${entry.fromS}`}>
            {entry.channel} {writtenMoment(entry.fromS, 0.01, language)}–
            {writtenMoment(entry.toS, 0.01, language)}:{" "}
            <strong>{writtenName(entry, knowledge, words.patterns, language)}</strong>{" "}
            {entry.for
              .slice(0, MOST.reasons)
              .map(({ because }) => `+ ${because[language]}`)
              .join(" ")}{" "}
            {entry.against
              .slice(0, MOST.reasons)
              .map(({ because }) => `− ${because[language]}`)
              .join(" ")}
          </li>
        ))}
      </ul>
      {names.patterns.length > longest.length && (
        <p>{words.patterns.more(names.patterns.length - longest.length)}</p>
      )}
    </>
  );
}

function PrintedNumbers({ measured }: { readonly measured: RecordingMeasurement }) {
  const words = useWords({ en, nb });
  const { language } = useSettings();
  const channels = measured.channels.slice(0, MOST.channels);
  const units = channels.flatMap((channel) => channel.units.map((unit) => ({ channel, unit })));
  const [pair] = measured.pairs;
  return (
    <>
      <h2>{words.report.measured}</h2>
      <ValueTable
        onPaper
        rows={channels}
        keyOf={({ label }) => label}
        columns={[
          { head: words.shown.channel, cell: ({ label }) => label },
          { head: words.measured.quality, cell: ({ quality }) => words.measured.verdicts[quality.verdict] },
          { head: words.measured.noise, cell: ({ quality }) => estimated(quality.noise, language) },
          {
            head: words.measured.activeShare,
            cell: ({ activity }) => `${written(100 * activity.activeShare, language)} %`,
          },
          { head: words.measured.rms, cell: ({ activity }) => estimated(activity.rms, language) },
          { head: words.measured.peak, cell: ({ activity }) => estimated(activity.peak, language) },
          { head: words.measured.burstCount, cell: ({ bursts }) => bursts.length },
          {
            head: words.measured.burstRate,
            cell: ({ burstRhythm }) => estimated(burstRhythm.rateHz, language),
          },
          {
            head: words.measured.composite,
            cell: ({ compositeRateHz }) => estimated(compositeRateHz, language),
          },
        ]}
      />
      {units.length > 0 && (
        <>
          <h2>{words.report.units}</h2>
          <ValueTable
            onPaper
            rows={units.slice(0, MOST.units)}
            keyOf={({ channel, unit }) => `${channel.label} ${unit.id}`}
            columns={[
              {
                head: words.measured.unit,
                cell: ({ channel, unit }) => `${channels.length > 1 ? `${channel.label} ` : ""}${unit.id}`,
              },
              { head: words.measured.discharges, cell: ({ unit }) => unit.dischargeCount },
              { head: words.measured.unitRate, cell: ({ unit }) => estimated(unit.rateHz, language) },
              { head: words.measured.intervalCv, cell: ({ unit }) => estimated(unit.intervalCv, language) },
              {
                head: words.measured.amplitude,
                cell: ({ channel, unit }) =>
                  writtenEstimate(unit.potential.amplitude, channel.amplitudeUnit, language),
              },
              {
                head: words.measured.trust,
                cell: ({ unit }) => words.measured.validity[unit.validity.verdict],
              },
            ]}
          />
        </>
      )}
      {pair && (
        <p>
          <strong>{words.report.pair}:</strong> {pair.agonist} / {pair.antagonist}:{" "}
          {words.pair.relations[pair.relation]}.{" "}
          {(["shapeIndex", "amplitudeIndex", "temporalIndex"] as const)
            .map((index) => `${words.pair.indices[index]} ${estimated(pair[index], language)}`)
            .join("; ")}
        </p>
      )}
    </>
  );
}

type EstimateOf = Parameters<typeof estimated>[0];

function writtenEstimate(estimate: EstimateOf, unit: string, language: "en" | "nb"): string {
  return "value" in estimate
    ? writtenAmplitude(estimate.value, unit, language)
    : estimated(estimate, language);
}
