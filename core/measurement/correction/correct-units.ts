/**
 * Units with one correction worked in: each changed unit is measured anew from its discharges.
 *
 * A merged unit has the mean of both waveforms, weighted by their discharges, and is trusted as much as the less sure of the two. The
 * parts of a split unit have its waveform, scaled to their amplitudes, and its trust.
 */
import { median } from "../../signal/order-statistics.ts";
import { firingOf } from "../firing/firing.ts";
import { potentialOf } from "../potential.ts";
import type { ChannelMeasurement } from "../types/channel.ts";
import type { Template, UnitValidity } from "../types/discharge.ts";
import type { Span } from "../types/estimate.ts";
import type { UnitMeasurement } from "../types/unit.ts";
import { abstain, meanOf, medianEstimate } from "../uncertainty.ts";
import type { Correction, UnitName } from "./correction.ts";

type UnitCorrection = Extract<Correction, { unit: UnitName } | { units: readonly UnitName[] }>;

const SAME_S = 2e-6;
const VERDICTS = ["invalid", "doubtful", "valid"] as const;

/** Undefined when there is nothing that could be corrected so. */
export function correctUnits(
  measured: ChannelMeasurement,
  units: readonly UnitMeasurement[],
  correction: UnitCorrection,
): readonly UnitMeasurement[] | undefined {
  if (correction.kind === "merge-units") return merged(measured, units, correction.units);
  const index = indexOf(units, correction.unit);
  const unit = units[index];
  if (!unit) return undefined;
  switch (correction.kind) {
    case "reject-unit":
      return units.toSpliced(index, 1);
    case "reject-discharge": {
      const at = unit.dischargesS.findIndex((timeS) => Math.abs(timeS - correction.atS) < SAME_S);
      if (at < 0) return undefined;
      if (unit.dischargesS.length === 1) return units.toSpliced(index, 1);
      return units.with(index, withoutDischarge(measured, unit, at));
    }
    case "split-unit-by-amplitude":
      return splitUp(measured, units, index, (i) => unit.amplitudes[i] < correction.amplitude);
    case "split-unit-by-time":
      return splitUp(measured, units, index, (i) => unit.dischargesS[i] < correction.atS);
  }
}

function indexOf(units: readonly UnitMeasurement[], { id, firstS }: UnitName): number {
  return units.findIndex((unit) => unit.id === id && Math.abs(unit.dischargesS[0] - firstS) < SAME_S);
}

function merged(
  measured: ChannelMeasurement,
  units: readonly UnitMeasurement[],
  [one, other]: readonly [UnitName, UnitName],
): readonly UnitMeasurement[] | undefined {
  const [first, second] = [indexOf(units, one), indexOf(units, other)];
  if (first < 0 || second < 0 || first === second) return undefined;
  const [a, b] = [units[first], units[second]];
  const discharges = [a, b]
    .flatMap((unit) => unit.dischargesS.map((timeS, i) => ({ timeS, amplitude: unit.amplitudes[i] })))
    .sort((x, y) => x.timeS - y.timeS);
  const unit = unitOf(measured, {
    id: `${a.id}+${b.id}`,
    dischargesS: discharges.map(({ timeS }) => timeS),
    amplitudes: discharges.map(({ amplitude }) => amplitude),
    template: meanTemplate(a, b),
    validity: lessSure(a, b),
  });
  return units.flatMap((old, i) =>
    i === Math.min(first, second) ? [unit] : old === a || old === b ? [] : [old],
  );
}

function splitUp(
  measured: ChannelMeasurement,
  units: readonly UnitMeasurement[],
  index: number,
  isBelow: (discharge: number) => boolean,
): readonly UnitMeasurement[] | undefined {
  const unit = units[index];
  const all = unit.dischargesS.map((_, i) => i);
  const parts = [all.filter(isBelow), all.filter((i) => !isBelow(i))];
  if (parts.some((part) => part.length === 0)) return undefined;
  const whole = median(unit.amplitudes);
  const made = parts.map((part, i) => {
    const amplitudes = part.map((discharge) => unit.amplitudes[discharge]);
    const scale = whole > 0 ? median(amplitudes) / whole : 1;
    return unitOf(measured, {
      id: `${unit.id}${i === 0 ? "a" : "b"}`,
      dischargesS: part.map((discharge) => unit.dischargesS[discharge]),
      amplitudes,
      template: unit.template && {
        ...unit.template,
        samples: unit.template.samples.map((sample) => sample * scale),
      },
      validity: { ...unit.validity, signalToNoise: unit.validity.signalToNoise * scale },
    });
  });
  return units.toSpliced(index, 1, ...made);
}

interface Parts {
  readonly id: string;
  readonly dischargesS: readonly number[];
  readonly amplitudes: readonly number[];
  readonly template: Template | undefined;
  readonly validity: UnitValidity;
}

function unitOf(measured: ChannelMeasurement, parts: Parts): UnitMeasurement {
  const { id, dischargesS, amplitudes, template, validity } = parts;
  const shape = potentialOf(
    {
      id,
      discharges: dischargesS.map((timeS, i) => ({ timeS, amplitude: amplitudes[i], signalToNoise: 0 })),
      templates: template ? [template] : [],
      validity,
    },
    { samples: new Float32Array(0), samplingFrequencyHz: measured.samplingFrequencyHz, startS: 0 },
    measured.amplitudeUnit,
  );
  const notAnew = abstain("changed-by-the-reader", dischargesS.length);
  return {
    id,
    dischargesS,
    amplitudes,
    ...firingAnew(measured, parts),
    potential: { ...shape, complexJitterUs: notAnew, stability: notAnew },
    ...(template && { template }),
    validity,
  };
}

/** The waveform is hardly moved by one discharge, and stays. */
function withoutDischarge(measured: ChannelMeasurement, unit: UnitMeasurement, at: number): UnitMeasurement {
  const dischargesS = unit.dischargesS.toSpliced(at, 1);
  const amplitudes = unit.amplitudes.toSpliced(at, 1);
  return {
    ...unit,
    dischargesS,
    amplitudes,
    ...(unit.posteriors && { posteriors: unit.posteriors.toSpliced(at, 1) }),
    ...firingAnew(measured, { ...unit, dischargesS, amplitudes }),
    potential: { ...unit.potential, amplitude: medianEstimate(amplitudes, measured.amplitudeUnit) },
  };
}

/** The noise is where it was: a discharge stands above it as its amplitude does to the mean waveform's. */
function firingAnew(
  { separated, quality }: ChannelMeasurement,
  { dischargesS, amplitudes, validity }: Pick<Parts, "dischargesS" | "amplitudes" | "validity">,
) {
  const looked = separated.filter(({ fromS, toS }) => dischargesS.some((atS) => atS >= fromS && atS < toS));
  return firingOf({
    timesS: dischargesS,
    amplitudes,
    signalToNoise: (validity.signalToNoise * median([...amplitudes])) / meanOf([...amplitudes]),
    observed: looked.flatMap((span) => without(span, quality.masked)),
  });
}

function without(span: Span, masked: readonly Span[]): Span[] {
  return masked.reduce<Span[]>(
    (spans, { fromS, toS }) =>
      spans.flatMap((part) => {
        if (toS <= part.fromS || fromS >= part.toS) return [part];
        const left = { fromS: part.fromS, toS: fromS };
        const right = { fromS: toS, toS: part.toS };
        return [left, right].filter((rest) => rest.toS > rest.fromS);
      }),
    [span],
  );
}

/** On the samples that both have, discharge on discharge. */
function meanTemplate(a: UnitMeasurement, b: UnitMeasurement): Template | undefined {
  if (!a.template || !b.template) return a.template ?? b.template;
  const [one, other] = [a.template, b.template];
  if (one.samplingFrequencyHz !== other.samplingFrequencyHz) return one;
  const originIndex = Math.min(one.originIndex, other.originIndex);
  const after = Math.min(one.samples.length - one.originIndex, other.samples.length - other.originIndex);
  const share = a.dischargesS.length / (a.dischargesS.length + b.dischargesS.length);
  const samples = Float32Array.from({ length: originIndex + after }, (_, i) => {
    const [x, y] = [one, other].map(({ samples: s, originIndex: origin }) => s[origin - originIndex + i]);
    return share * x + (1 - share) * y;
  });
  return { samplingFrequencyHz: one.samplingFrequencyHz, originIndex, samples };
}

function lessSure(a: UnitMeasurement, b: UnitMeasurement): UnitValidity {
  const { length: countOfA } = a.dischargesS;
  const { length: countOfB } = b.dischargesS;
  const weighted = (pick: (validity: UnitValidity) => number) =>
    (pick(a.validity) * countOfA + pick(b.validity) * countOfB) / (countOfA + countOfB);
  const verdict =
    VERDICTS[Math.min(VERDICTS.indexOf(a.validity.verdict), VERDICTS.indexOf(b.validity.verdict))];
  return {
    verdict,
    isolation: Math.min(a.validity.isolation, b.validity.isolation),
    signalToNoise: weighted(({ signalToNoise }) => signalToNoise),
    falsePositiveShare: weighted(({ falsePositiveShare }) => falsePositiveShare),
    missedShare: weighted(({ missedShare }) => missedShare),
  };
}
