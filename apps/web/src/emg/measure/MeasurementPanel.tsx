/** What is measured of the chosen channel: quality, activity, bursts, units; each number with its interval, or why there is none. */
import { Button } from "@digdir/designsystemet-react";
import { estimated, written } from "@krampe/core/measurement/report/numbers.ts";
import type { ChannelMeasurement } from "@krampe/core/measurement/types/channel.ts";
import { type ReactNode, useEffect } from "react";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { measurementOf } from "../bench/corrections.ts";
import { useStore } from "../bench/store.ts";
import { bench, measure, measureAtFirst, stopMeasuring } from "../bench/workbench.ts";
import { IssueList } from "../source/IssueList.tsx";
import { writtenAmplitude, writtenSpan } from "../traces/written-scale.ts";
import { Bursts } from "./Bursts.tsx";
import { Corrections } from "./Corrections.tsx";

/** Up to here a measurement is a matter of seconds, and is made without asking. */
const SHORT_SAMPLES = 2_000_000;

export function MeasurementPanel() {
  const words = useWords({ en, nb }).measured;
  const now = useStore(bench);
  const { header, selected, measuring, showsBursts, showsEnvelope } = now;
  const channel = header?.channels[selected];
  const one = measuring.get(selected);
  const isShort = channel !== undefined && channel.sampleCount <= SHORT_SAMPLES;
  useEffect(() => {
    if (isShort) measureAtFirst(selected);
  }, [isShort, selected]);
  if (!channel) return null;
  const measured = measurementOf(now, selected);
  return (
    <section className="emg-panel" aria-labelledby="emg-measured">
      <div className="emg-panel-head">
        <h2 id="emg-measured">{words.heading(channel.label || channel.id)}</h2>
        <div className="emg-ticks">
          <label className="tick">
            <input
              type="checkbox"
              className="ds-input"
              checked={showsBursts}
              onChange={(event) => bench.set({ showsBursts: event.target.checked })}
            />
            <span>{words.showBursts}</span>
          </label>
          <label className="tick">
            <input
              type="checkbox"
              className="ds-input"
              checked={showsEnvelope}
              onChange={(event) => bench.set({ showsEnvelope: event.target.checked })}
            />
            <span>{words.showEnvelope}</span>
          </label>
        </div>
      </div>
      {((!one && !isShort) || one?.state === "stopped") && (
        <p>
          {isShort ? "" : words.long} <Button onClick={() => measure(selected)}>{words.measure}</Button>
        </p>
      )}
      {one?.state === "running" && (
        <div className="emg-inline">
          <span role="status">{words.running[one.stage]}</span>
          <progress value={one.share} max={1} aria-label={words.running[one.stage]} />
          <Button data-size="sm" variant="secondary" onClick={stopMeasuring}>
            {words.stop}
          </Button>
        </div>
      )}
      {one?.state === "done" && one.units === "stopped" && <p>{words.unitsStopped}</p>}
      {one?.state === "failed" && (
        <div role="alert">
          <p>{words.failed}</p>
          <IssueList issues={one.issues} />
        </div>
      )}
      {one?.state === "done" && one.measurement.issues.length > 0 && (
        <IssueList issues={one.measurement.issues} />
      )}
      <Corrections />
      {measured && (
        <>
          <Numbers measured={measured} hasClock={channel.clock !== "assumed"} />
          <Bursts measured={measured} hasClock={channel.clock !== "assumed"} />
          <p className="emg-quiet">{words.onFile}</p>
        </>
      )}
    </section>
  );
}

interface NumbersProperties {
  readonly measured: ChannelMeasurement;
  readonly hasClock: boolean;
}

function Numbers({ measured, hasClock }: NumbersProperties) {
  const words = useWords({ en, nb }).measured;
  const { language } = useSettings();
  const { quality, activity, burstRhythm, compositeRateHz, amplitudeUnit } = measured;
  const percent = (share: number) => `${written(100 * share, language)} %`;
  const { mains } = quality;
  const masked = quality.masked.reduce((sum, { fromS, toS }) => sum + toS - fromS, 0);
  const silence = activity.silences.reduce((sum, { fromS, toS }) => sum + toS - fromS, 0);
  return (
    <div className="emg-numbers">
      <Group heading={words.quality}>
        <Row name={words.verdict}>
          <span className="emg-verdict" data-verdict={quality.verdict}>
            {words.verdicts[quality.verdict]}
          </span>
        </Row>
        <Row name={words.noise}>
          {quality.noiseIsUpperBound ? `${words.atMost} ` : ""}
          {estimated(quality.noise, language)}
        </Row>
        <Row name={words.signalToNoise}>{estimated(quality.signalToNoise, language)}</Row>
        <Row name={words.mains}>
          {mains.fundamentalHz === undefined
            ? words.none
            : words.mainsFound(written(mains.fundamentalHz, language, 4), percent(mains.powerShare))}
        </Row>
        <Row name={words.saturated}>{percent(quality.saturation.share)}</Row>
        <Row name={words.notMeasured}>
          {masked > 0 ? writtenSpan(masked, language, hasClock) : words.none}
        </Row>
        <Row name={words.heart}>
          {quality.heart.present ? words.beats(estimated(quality.heart.rateHz, language)) : words.notSeen}
        </Row>
      </Group>
      <Group heading={words.activity}>
        <Row name={words.activeShare}>{percent(activity.activeShare)}</Row>
        <Row name={words.silence}>{silence > 0 ? writtenSpan(silence, language, hasClock) : words.none}</Row>
        <Row name={words.rms}>{estimated(activity.rms, language)}</Row>
        <Row name={words.peak}>{estimated(activity.peak, language)}</Row>
        <Row name={words.turns}>{estimated(activity.turnsPerS, language)}</Row>
        <Row name={words.medianFrequency}>{estimated(activity.medianFrequencyHz, language)}</Row>
        <Row name={words.composite}>{estimated(compositeRateHz, language)}</Row>
      </Group>
      <Group heading={words.rhythm}>
        <Row name={words.burstCount}>{String(measured.bursts.length)}</Row>
        <Row name={words.burstRate}>{estimated(burstRhythm.rateHz, language)}</Row>
        <Row name={words.burstLength}>{estimated(burstRhythm.durationMs, language)}</Row>
        <Row name={words.burstCv}>{estimated(burstRhythm.periodCv, language)}</Row>
        <Row name={words.envelopeRhythm}>{estimated(activity.envelopeRhythm.frequencyHz, language)}</Row>
        {activity.silences[0] && (
          <Row name={words.wouldSee}>
            {writtenAmplitude(
              Math.max(...activity.silences.map(({ detectableAmplitude }) => detectableAmplitude)),
              amplitudeUnit,
              language,
            )}
          </Row>
        )}
      </Group>
    </div>
  );
}

function Group({ heading, children }: { readonly heading: string; readonly children: ReactNode }) {
  return (
    <div>
      <h3>{heading}</h3>
      <dl>{children}</dl>
    </div>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
