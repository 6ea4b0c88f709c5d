/** Two muscles against each other: which ones, the three indices, and the course over time. */
import { estimated, written } from "@krampe/core/measurement/report/numbers.ts";
import type { ChannelMeasurement } from "@krampe/core/measurement/types/channel.ts";
import type { PairMeasurement } from "@krampe/core/measurement/types/recording.ts";
import type { Channel } from "@krampe/core/recording/recording.ts";
import { useCallback, useMemo, useState } from "react";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { pairMeasurementOf } from "../bench/corrections.ts";
import { useStore } from "../bench/store.ts";
import { bench, comparePair, stopMeasuring, view } from "../bench/workbench.ts";
import { SmallButton } from "../parts/SmallButton.tsx";
import { ValueTable } from "../parts/ValueTable.tsx";
import { IssueList } from "../source/IssueList.tsx";
import type { Screen } from "../traces/draw-signal.ts";
import type { Ink } from "../traces/ink.ts";
import { TimedCanvas } from "../traces/TimedCanvas.tsx";
import { centredAt, within } from "../traces/time-window.ts";
import { writtenMoment } from "../traces/written-scale.ts";
import { drawPair, PAIR_PX, type TimedEnvelope } from "./draw-pair.ts";

export function PairPanel() {
  const words = useWords({ en, nb }).pair;
  const now = useStore(bench);
  const { header, pair, shown } = now;
  const [first, second] = shown;
  const [agonist, setAgonist] = useState<number>();
  const [antagonist, setAntagonist] = useState<number>();
  if (!header || header.channels.length < 2 || header.channels.some(({ clock }) => clock === "assumed"))
    return null;
  const one = agonist ?? pair?.agonist ?? first ?? 0;
  const other = antagonist ?? pair?.antagonist ?? second ?? 1;
  const result = pair?.result;
  const measured = pairMeasurementOf(now);
  return (
    <section className="emg-panel" aria-labelledby="emg-pair">
      <h2 id="emg-pair">{words.heading}</h2>
      <div className="emg-correct-with">
        <Choose label={words.agonist} channels={header.channels} value={one} onChange={setAgonist} />
        <Choose label={words.antagonist} channels={header.channels} value={other} onChange={setAntagonist} />
        <SmallButton
          disabled={one === other || result?.state === "running"}
          onClick={() => comparePair(one, other)}
        >
          {words.compare}
        </SmallButton>
      </div>
      {result?.state === "running" && (
        <div className="emg-inline">
          <span role="status">{words.running}</span>
          <SmallButton onClick={stopMeasuring}>{words.stop}</SmallButton>
        </div>
      )}
      {result?.state === "done" && measured && pair && (
        <Compared
          measured={measured}
          channels={result.channels}
          headers={[header.channels[pair.agonist], header.channels[pair.antagonist]]}
        />
      )}
      {result?.state === "done" && !result.pair && (
        <div role="alert">
          <p>{words.failed}</p>
          <IssueList issues={result.issues} />
        </div>
      )}
    </section>
  );
}

interface ChooseProperties {
  readonly label: string;
  readonly channels: readonly Channel[];
  readonly value: number;
  readonly onChange: (index: number) => void;
}

function Choose({ label, channels, value, onChange }: ChooseProperties) {
  return (
    <label className="emg-field">
      <span>{label}</span>
      <select className="ds-input" value={value} onChange={(event) => onChange(Number(event.target.value))}>
        {channels.map(({ id, label: name }, index) => (
          <option key={id} value={index}>
            {name || id}
          </option>
        ))}
      </select>
    </label>
  );
}

interface ComparedProperties {
  readonly measured: PairMeasurement;
  readonly channels: readonly ChannelMeasurement[];
  readonly headers: readonly [Channel, Channel];
}

function Compared({ measured, channels, headers }: ComparedProperties) {
  const words = useWords({ en, nb }).pair;
  const { language } = useSettings();
  const { course } = measured;
  const envelopes = useMemo(
    () => headers.map((header, index) => slowEnvelope(channels[index], header)),
    [channels, headers],
  );
  const [agonist, antagonist] = envelopes;
  const draw = useCallback(
    (screen: Screen, ink: Ink) => {
      if (agonist && antagonist)
        drawPair(screen, { agonist, antagonist, course, words: words.relations, view: view.get(), ink });
    },
    [agonist, antagonist, course, words],
  );
  return (
    <>
      <p>
        <strong>{words.relations[measured.relation]}</strong>. {words.means[measured.relation]}
      </p>
      <dl className="emg-indices">
        {(["shapeIndex", "amplitudeIndex", "temporalIndex"] as const).map((index) => (
          <div key={index}>
            <dt>{words.indices[index]}</dt>
            <dd>{estimated(measured[index], language)}</dd>
          </div>
        ))}
      </dl>
      <TimedCanvas
        label={words.picture(measured.agonist, measured.antagonist)}
        height={PAIR_PX}
        draw={draw}
      />
      <p className="emg-quiet">{words.caption}</p>
      {course.length > 0 && (
        <details className="emg-more">
          <summary>{words.course(course.length)}</summary>
          <ValueTable
            rows={course}
            keyOf={({ fromS }) => fromS}
            columns={[
              {
                head: words.from,
                cell: ({ fromS, toS }) => (
                  <button type="button" className="emg-link" onClick={() => showStretch(fromS, toS)}>
                    {writtenMoment(fromS, 0.1, language)}
                  </button>
                ),
              },
              { head: words.relation, cell: ({ relation }) => words.relations[relation] },
              { head: words.indices.shapeIndex, cell: ({ shape }) => written(shape, language) },
              { head: words.indices.amplitudeIndex, cell: ({ amplitude }) => written(amplitude, language) },
              { head: words.indices.temporalIndex, cell: ({ temporal }) => written(temporal, language) },
            ]}
          />
        </details>
      )}
    </>
  );
}

function showStretch(fromS: number, toS: number): void {
  const spanS = 2 * (toS - fromS);
  view.set(within({ ...centredAt({ ...view.get(), spanS }, (fromS + toS) / 2), cursorS: fromS }));
}

function slowEnvelope(
  measured: ChannelMeasurement,
  { label, id, startS }: Channel,
): TimedEnvelope | undefined {
  const slow = [...measured.activity.envelopes].sort((a, b) => b.scaleMs - a.scaleMs).at(0);
  return slow && { ...slow, startS, label: label || id };
}
