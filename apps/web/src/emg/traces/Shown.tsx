/** What is on the screen, in words and as a table: the same for those who do not see it. */
import { boundsBetween } from "@krampe/core/recording/peaks.ts";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { screenHeight } from "../bench/scales.ts";
import { useSettled, useStore } from "../bench/store.ts";
import { bench, samples, view } from "../bench/workbench.ts";
import { ValueTable } from "../parts/ValueTable.tsx";
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
  const amplitude = ({ channel }: Lane, value: number) =>
    Number.isNaN(value) ? "–" : writtenAmplitude(value, channel.unit, language);
  const notSignal = (lane: Lane) => {
    const marks = lane.marks.filter((mark) => mark.toS > fromS && mark.fromS < toS);
    const kinds = [...new Set(marks.map(({ kind }) => words.spans.kinds[kind]))];
    return marks.length === 0 ? words.shown.none : `${marks.length} (${kinds.join(", ")})`;
  };
  return (
    <ValueTable
      caption={words.shown.tableCaption}
      rows={lanes}
      keyOf={({ index }) => index}
      columns={[
        { head: words.shown.channel, cell: ({ channel }) => channel.label || channel.id },
        { head: words.controls.sensitivity, cell: (lane) => amplitude(lane, lane.perDivision) },
        { head: words.shown.smallest, cell: (lane) => amplitude(lane, boundsSeen(lane, fromS, toS).minimum) },
        { head: words.shown.largest, cell: (lane) => amplitude(lane, boundsSeen(lane, fromS, toS).maximum) },
        { head: words.shown.notSignal, cell: notSignal },
        {
          head: words.shown.bursts,
          cell: ({ bursts }) => bursts.filter((burst) => burst.offsetS > fromS && burst.onsetS < toS).length,
        },
      ]}
    />
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
  const write = (value: number) =>
    Number.isNaN(value) ? "–" : writtenAmplitude(value, lane.channel.unit, language);
  return (
    <ValueTable
      caption={words.shown.course(lane.channel.label || lane.channel.id)}
      rows={rows}
      keyOf={(fromS) => fromS}
      columns={[
        { head: words.shown.from, cell: (fromS) => writtenMoment(fromS, step, language) },
        { head: words.shown.smallest, cell: (fromS) => write(boundsSeen(lane, fromS, fromS + step).minimum) },
        { head: words.shown.largest, cell: (fromS) => write(boundsSeen(lane, fromS, fromS + step).maximum) },
      ]}
    />
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
