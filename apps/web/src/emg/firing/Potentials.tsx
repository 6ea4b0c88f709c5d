/** Each unit's potentials laid over each other, as the screen's filters show them, with the mean that was found. */
import type { ChannelMeasurement } from "@krampe/core/measurement/types/channel.ts";
import type { UnitMeasurement } from "@krampe/core/measurement/types/unit.ts";
import { useEffect, useState } from "react";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { useStore } from "../bench/store.ts";
import { askViewer, bench } from "../bench/workbench.ts";
import { unitClass } from "../traces/ink.ts";
import { perChannelUnit } from "../traces/lanes.ts";
import { stepAtLeast } from "../traces/scale-steps.ts";
import { writtenAmplitude, writtenSpan } from "../traces/written-scale.ts";
import { potentialSamples } from "../worker/potentials-of.ts";

/** More units than this are seen in the table. */
const MOST_UNITS = 24;
const MOST_POTENTIALS = 30;
const [WIDTH, HEIGHT] = [160, 100];

interface Properties {
  readonly measured: ChannelMeasurement;
  readonly channel: number;
  readonly chosen: string | undefined;
}

export function Potentials({ measured, channel, chosen }: Properties) {
  const words = useWords({ en, nb }).firing;
  const units = measured.units.slice(0, MOST_UNITS).filter(({ template }) => template);
  if (units.length === 0) return null;
  return (
    <>
      <h3>{words.potentials}</h3>
      <ul className="emg-potentials">
        {units.map((unit) => (
          <li key={unit.id}>
            <button
              type="button"
              aria-pressed={unit.id === chosen}
              onClick={() => bench.set({ chosenUnit: unit.id === chosen ? undefined : unit.id })}
            >
              <Overlaid
                unit={unit}
                channel={channel}
                factor={perChannelUnit(measured)}
                className={unitClass(measured.units.indexOf(unit))}
              />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

interface OverlaidProperties {
  readonly unit: UnitMeasurement;
  readonly channel: number;
  /** From the measurement's amplitude unit to the channel's. */
  readonly factor: number;
  readonly className: string;
}

function Overlaid({ unit, channel, factor, className }: OverlaidProperties) {
  const words = useWords({ en, nb }).firing;
  const { language } = useSettings();
  const { header } = useStore(bench);
  const waves = usePotentials(unit, channel);
  const { template } = unit;
  const unitOfChannel = header?.channels[channel].unit ?? "";
  if (!template) return null;
  const mean = template.samples.map((sample) => sample * factor);
  const largest = mean.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
  const half = stepAtLeast(Math.max(largest * 1.25, 1e-12));
  const spanS = template.samples.length / template.samplingFrequencyHz;
  return (
    <>
      <strong>
        <i className={className} aria-hidden="true" /> {unit.id}
      </strong>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={className} aria-hidden="true" focusable="false">
        <line className="emg-rule" x1={0} x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} />
        {waves.map(({ atS, samples }) => (
          <polyline key={atS} className="emg-single" points={pointsOf(samples, half)} />
        ))}
        <polyline className="emg-mean" points={pointsOf(mean, half)} />
      </svg>
      <small>
        {words.box(
          writtenSpan(spanS, language),
          writtenAmplitude(half, unitOfChannel, language),
          waves.length,
          unit.dischargeCount,
        )}
      </small>
    </>
  );
}

function pointsOf(samples: Float32Array, half: number): string {
  const points: string[] = [];
  for (let i = 0; i < samples.length; i++) {
    if (Number.isNaN(samples[i])) continue;
    const x = (i / Math.max(1, samples.length - 1)) * WIDTH;
    const y = HEIGHT / 2 - (Math.max(-1, Math.min(1, samples[i] / half)) * HEIGHT) / 2;
    points.push(`${x.toFixed(1)},${y.toFixed(1)}`);
  }
  return points.join(" ");
}

interface Wave {
  readonly atS: number;
  readonly samples: Float32Array;
}

/** Spread over all of the unit's firing. */
function usePotentials({ dischargesS, template }: UnitMeasurement, channel: number): readonly Wave[] {
  const { filter, header } = useStore(bench);
  const [waves, setWaves] = useState<readonly Wave[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new filter changes what is answered
  useEffect(() => {
    let isWanted = true;
    const fs = header?.channels[channel].samplingFrequencyHz;
    if (!template || fs === undefined) return undefined;
    const stride = Math.max(1, dischargesS.length / MOST_POTENTIALS);
    const shown = Math.min(dischargesS.length, MOST_POTENTIALS);
    const timesS = Array.from({ length: shown }, (_, k) => dischargesS[Math.floor(k * stride)]);
    const beforeS = template.originIndex / template.samplingFrequencyHz;
    const afterS = (template.samples.length - 1 - template.originIndex) / template.samplingFrequencyHz;
    const { count } = potentialSamples(fs, { beforeS, afterS });
    askViewer({ kind: "potentials", channel, timesS, beforeS, afterS }).then((answer) => {
      const all = answer?.samples;
      if (isWanted && all)
        setWaves(timesS.map((atS, k) => ({ atS, samples: all.subarray(k * count, (k + 1) * count) })));
    });
    return () => {
      isWanted = false;
    };
  }, [dischargesS, template, channel, filter, header]);
  return waves;
}
