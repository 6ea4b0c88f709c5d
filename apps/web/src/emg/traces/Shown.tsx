/** What is on the screen, in words and as a table: the same for those who do not see it. */
import { boundsBetween } from "@krampe/core/recording/peaks.ts";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { screenHeight } from "../bench/scales.ts";
import { useSettled, useStore } from "../bench/store.ts";
import { bench, samples, view } from "../bench/workbench.ts";
import { type Lane, lanesOf } from "./lanes.ts";
import { divisionS, type View } from "./time-window.ts";
import { writtenAmplitude, writtenMoment, writtenSpan } from "./written-scale.ts";

export function Shown() {
  const words = useWords({ en, nb });
  const { language } = useSettings();
  const now = useStore(bench);
  const seen = useSettled(view);
  const step = divisionS(seen.spanS);
  const hasClock = !now.header?.channels.some(({ clock }) => clock === "assumed");
  const moment = (seconds: number) => writtenMoment(seconds, step / 10, language, hasClock);
  useStore(samples.arrived);
  const lanes = lanesOf(now, screenHeight(now.shown.length));
  const chosen = lanes.find(({ isSelected }) => isSelected);
  const value = chosen ? valueAt(chosen, seen.cursorS) : Number.NaN;
  const atCursor =
    chosen && !Number.isNaN(value) ? writtenAmplitude(value, chosen.channel.unit, language) : "";
  const filters = [
    now.filter.lowHz === undefined ? "" : words.shown.above(String(now.filter.lowHz)),
    now.filter.highHz === undefined ? "" : words.shown.below(String(now.filter.highHz)),
    now.filter.mainsHz === undefined ? "" : words.shown.without(String(now.filter.mainsHz)),
  ].filter((text) => text !== "");
  return (
    <section className="emg-shown" aria-labelledby="emg-shown-heading">
      <h2 id="emg-shown-heading" className="ds-sr-only">
        {words.shown.heading}
      </h2>
      <p id="emg-shown">
        {words.shown.stretch(moment(seen.fromS), moment(seen.fromS + seen.spanS), moment(seen.durationS))}{" "}
        {words.shown.division(writtenSpan(step, language, hasClock))} {words.shown.channels(lanes.length)}{" "}
        {now.isNegativeUp ? words.shown.negativeUp : words.shown.positiveUp}{" "}
        {words.shown.cursor(writtenMoment(seen.cursorS, step / 100, language, hasClock), atCursor)}{" "}
        {filters.length > 0 ? words.shown.filtered(filters.join(", ")) : words.shown.unfiltered}
      </p>
      <details className="emg-more">
        <summary>{words.shown.table}</summary>
        <ShownTable lanes={lanes} seen={seen} />
        {chosen && <CourseTable lane={chosen} seen={seen} />}
      </details>
      <details className="emg-more">
        <summary>{words.screen.keysHeading}</summary>
        <p id="emg-keys">{words.screen.keys}</p>
      </details>
    </section>
  );
}

interface TableProperties {
  readonly lanes: readonly Lane[];
  readonly seen: View;
}

function ShownTable({ lanes, seen }: TableProperties) {
  const words = useWords({ en, nb });
  const { language } = useSettings();
  const [fromS, toS] = [seen.fromS, seen.fromS + seen.spanS];
  return (
    <div className="emg-table-scroll">
      <table className="ds-table" data-size="sm">
        <caption>{words.shown.tableCaption}</caption>
        <thead>
          <tr>
            <th scope="col">{words.shown.channel}</th>
            <th scope="col">{words.controls.sensitivity}</th>
            <th scope="col">{words.shown.smallest}</th>
            <th scope="col">{words.shown.largest}</th>
            <th scope="col">{words.shown.notSignal}</th>
            <th scope="col">{words.shown.bursts}</th>
          </tr>
        </thead>
        <tbody>
          {lanes.map((lane) => {
            const { minimum, maximum } = boundsSeen(lane, fromS, toS);
            const { unit } = lane.channel;
            const amplitude = (value: number) =>
              Number.isNaN(value) ? "–" : writtenAmplitude(value, unit, language);
            const marks = lane.marks.filter((mark) => mark.toS > fromS && mark.fromS < toS);
            const kinds = [...new Set(marks.map(({ kind }) => words.spans.kinds[kind]))];
            const bursts = lane.bursts.filter((burst) => burst.offsetS > fromS && burst.onsetS < toS);
            return (
              <tr key={lane.index}>
                <th scope="row">{lane.channel.label || lane.channel.id}</th>
                <td>{amplitude(lane.perDivision)}</td>
                <td>{amplitude(minimum)}</td>
                <td>{amplitude(maximum)}</td>
                <td>{marks.length === 0 ? words.shown.none : `${marks.length} (${kinds.join(", ")})`}</td>
                <td>{bursts.length}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** The chosen channel division by division. */
function CourseTable({ lane, seen }: { readonly lane: Lane; readonly seen: View }) {
  const words = useWords({ en, nb });
  const { language } = useSettings();
  const step = divisionS(seen.spanS);
  const first = Math.floor(seen.fromS / step);
  const rows = Array.from({ length: Math.ceil(seen.spanS / step) + 1 }, (_, k) => (first + k) * step).filter(
    (fromS) => fromS < seen.fromS + seen.spanS && fromS < seen.durationS,
  );
  return (
    <div className="emg-table-scroll">
      <table className="ds-table" data-size="sm">
        <caption>{words.shown.course(lane.channel.label || lane.channel.id)}</caption>
        <thead>
          <tr>
            <th scope="col">{words.shown.from}</th>
            <th scope="col">{words.shown.smallest}</th>
            <th scope="col">{words.shown.largest}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((fromS) => {
            const { minimum, maximum } = boundsSeen(lane, fromS, fromS + step);
            const write = (value: number) =>
              Number.isNaN(value) ? "–" : writtenAmplitude(value, lane.channel.unit, language);
            return (
              <tr key={fromS}>
                <th scope="row">{writtenMoment(fromS, step, language)}</th>
                <td>{write(minimum)}</td>
                <td>{write(maximum)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** NaN in a gap, and until the sample has arrived. */
function valueAt({ channel, index }: Lane, atS: number): number {
  const { samplingFrequencyHz, startS, sampleCount } = channel;
  const sample = Math.min(sampleCount - 1, Math.round((atS - startS) * samplingFrequencyHz));
  return sample < 0 ? Number.NaN : (samples.between(index, sample, sample + 1)?.[0] ?? Number.NaN);
}

function boundsSeen({ channel, peaks }: Lane, fromS: number, toS: number) {
  const { samplingFrequencyHz: fs, startS } = channel;
  return boundsBetween(peaks, (fromS - startS) * fs, (toS - startS) * fs);
}
