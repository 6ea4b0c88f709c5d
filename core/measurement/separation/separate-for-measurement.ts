/**
 * Separation as measuring a channel asks for it (`separate-channel.ts`): units in the shared types, valid ones first, and
 * what is to be said about them; above all, why there is none.
 */
import type { SeparatedForMeasurement, SeparationInput } from "../separate-channel.ts";
import type { SeparatedUnit } from "../types/discharge.ts";
import { type SeparatedMotorUnit, type SeparationOptions, separateUnits } from "./separate-units.ts";
import { noUnitSure } from "./separation-issues.ts";

/** Only units that are sure enough to be counted. */
export function separateForMeasurement(input: SeparationInput): SeparatedForMeasurement {
  const options: SeparationOptions = {
    samplingFrequencyHz: input.samplingFrequencyHz,
    ...(input.minimumIntervalMs !== undefined && { minimumIntervalS: input.minimumIntervalMs / 1000 }),
  };
  const { units, rejected, issues } = separateUnits(input.channels, options);
  const why =
    units.length > 0 || issues.some((issue) => issue.severity !== "information")
      ? []
      : [noUnitSure(rejected.map(({ validity }) => validity))];
  return { units: units.map((unit) => sharedUnit(unit, input)), issues: [...issues, ...why] };
}

function sharedUnit(
  unit: SeparatedMotorUnit,
  { samplingFrequencyHz, startS }: SeparationInput,
): SeparatedUnit {
  const peakToPeak = unit.amplitudesUv.reduce((sum, value) => sum + value, 0) / unit.amplitudesUv.length;
  return {
    id: unit.id,
    discharges: Array.from(unit.dischargesS, (timeS, index) => ({
      timeS: startS + timeS,
      amplitude: unit.amplitudesUv[index],
      signalToNoise: (unit.snr * unit.amplitudesUv[index]) / peakToPeak,
      posterior: unit.posterior[index],
    })),
    templates: unit.template.map((samples) => ({
      samplingFrequencyHz,
      samples,
      originIndex: Math.round(unit.templateOrigin),
    })),
    validity: unit.validity,
  };
}
