/**
 * What can be wrong with what is handed to separation, in words.
 */
import type { Issue } from "../../issue/issue.ts";
import type { Text } from "../../issue/text.ts";
import type { Validity, ValidityReason } from "./unit-validity.ts";

export function nothingToSeparate(): Issue {
  return {
    code: "separation-nothing-usable",
    severity: "warning",
    message: {
      en: "No channel has usable samples, so no motor units were looked for.",
      nb: "Ingen kanal har brukbare punkter, så det ble ikke lett etter motoriske enheter.",
    },
    suggestion: {
      en: "Look at the quality of the recording: it may be masked, flat or too short.",
      nb: "Se på kvaliteten av opptaket: det kan være maskert, flatt eller for kort.",
    },
  };
}

export function unequalLengths(lengths: readonly number[]): Issue {
  return {
    code: "separation-unequal-lengths",
    severity: "error",
    message: {
      en: `Channels that are separated together must be equally long; these have ${lengths.join(", ")} samples.`,
      nb: `Kanaler som separeres sammen må være like lange; disse har ${lengths.join(", ")} punkter.`,
    },
    suggestion: {
      en: "Separate channels of different sampling frequency or length one by one.",
      nb: "Separer kanaler med ulik samplingsfrekvens eller lengde hver for seg.",
    },
  };
}

export function samplingTooLow(samplingFrequencyHz: number): Issue {
  return {
    code: "separation-sampling-frequency-too-low",
    severity: "warning",
    message: {
      en: `At ${samplingFrequencyHz} Hz the potentials of different motor units cannot be told apart well.`,
      nb: `Ved ${samplingFrequencyHz} Hz kan potensialer fra ulike motoriske enheter vanskelig skilles.`,
    },
    suggestion: {
      en: "Record with at least 4000 Hz when units are of interest.",
      nb: "Ta opp med minst 4000 Hz når enkeltenheter er av interesse.",
    },
  };
}

export function deadChannel(channel: number): Issue {
  return {
    code: "separation-dead-channel",
    severity: "information",
    message: {
      en: `Channel ${channel + 1} carries no signal and took no part in the separation.`,
      nb: `Kanal ${channel + 1} har ikke noe signal og deltok ikke i separasjonen.`,
    },
  };
}

export function mainsRemoved(frequenciesHz: readonly number[]): Issue {
  const list = frequenciesHz.map((hz) => hz.toFixed(1)).join(", ");
  return {
    code: "separation-mains-removed",
    severity: "information",
    message: {
      en: `Mains hum was taken out before separation (${list} Hz).`,
      nb: `Nettstøy ble fjernet før separasjonen (${list} Hz).`,
    },
  };
}

/** No unit is sure enough to be reported; `rejected`: how sure the candidates were. */
export function noUnitSure(rejected: readonly Validity[]): Issue {
  const reasons = [...new Set(rejected.flatMap((validity) => validity.reasons))];
  const listed = (language: "en" | "nb") => reasons.map((reason) => REASON[reason][language]).join(", ");
  const why =
    reasons.length === 0 ? { en: "", nb: "" } : { en: ` (${listed("en")})`, nb: ` (${listed("nb")})` };
  return {
    code: "separation-no-unit",
    severity: "information",
    message:
      rejected.length === 0
        ? {
            en: "No motor unit is given: no potential comes again often enough in the same shape.",
            nb: "Ingen motorisk enhet er oppgitt: ingen potensialer kommer igjen ofte nok i samme form.",
          }
        : {
            en: `No motor unit is given: ${rejected.length === 1 ? "one was" : `${rejected.length} were`} looked at and not sure enough${why.en}.`,
            nb: `Ingen motorisk enhet er oppgitt: ${rejected.length === 1 ? "én ble vurdert og var ikke sikker" : `${rejected.length} ble vurdert og var ikke sikre`} nok${why.nb}.`,
          },
    suggestion: {
      en: "Units can be told apart where single potentials stand clear of each other and of the noise: record nearer to the fibres, with less force, or longer.",
      nb: "Enheter kan skilles der enkeltpotensialer står fritt fra hverandre og fra støyen: ta opp nærmere fibrene, med mindre kraft eller lenger.",
    },
  };
}

const REASON: Readonly<Record<ValidityReason, Text>> = {
  "few-discharges": { en: "few discharges", nb: "få utladninger" },
  "unsure-discharges": { en: "unsure discharges", nb: "usikre utladninger" },
  "like-another-unit": { en: "like another unit", nb: "lik en annen enhet" },
  "little-above-noise": { en: "little above the noise", nb: "lite over støyen" },
  "many-missed": { en: "many discharges missed", nb: "mange utladninger mangler" },
  "irregular-firing": { en: "irregular firing", nb: "uregelmessig fyring" },
  interference: { en: "potentials on top of each other", nb: "potensialer oppå hverandre" },
  "sampling-too-low": { en: "sampling frequency too low", nb: "for lav samplingsfrekvens" },
};
