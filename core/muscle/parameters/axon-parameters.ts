/** What a motor axon does by itself: single twitches, groups, multiplets and trains. */
import {
  derived,
  derivedFrom,
  fixed,
  logUniform,
  type ParameterGroup,
  perEvent,
  perRecording,
  perSource,
  recalled,
  seen,
  uniform,
} from "./parameter.ts";

export const FASCICULATION_PARAMETERS = {
  sites: perRecording("{count}", uniform(1, 6.99), derived, {
    en: "Units that fasciculate in reach of the electrode",
    nb: "Enheter som fascikulerer innen elektrodens rekkevidde",
  }),
  ratePerS: perRecording("/s", logUniform(0.25, 3), derivedFrom("Bert97"), {
    en: "Fasciculations a second, all units together (0.86 in one family)",
    nb: "Fascikulasjoner per sekund, alle enheter samlet (0,86 i én familie)",
  }),
  intervalCv: perSource("1", uniform(0.7, 1.3), recalled, {
    en: "Irregularity of one unit's intervals",
    nb: "Uregelmessighet i én enhets intervaller",
  }),
  shortestIntervalMs: perRecording("ms", fixed(90), derived, {
    en: "Shortest interval of one unit, doublets aside",
    nb: "Korteste intervall i én enhet, utenom dubletter",
  }),
  doubletShare: perRecording("1", uniform(0, 0.06), recalled, {
    en: "Fasciculations that are doublets",
    nb: "Fascikulasjoner som er dubletter",
  }),
  doubletMs: perEvent("ms", uniform(3, 30), recalled, {
    en: "Interval of a doublet",
    nb: "Intervall i en dublett",
  }),
  complexShare: perRecording("1", uniform(0, 0.6), derivedFrom("FP-ALS"), {
    en: "Units that are larger, longer and more polyphasic",
    nb: "Enheter som er større, lengre og mer polyfasiske",
  }),
} as const satisfies ParameterGroup;

export const MYOKYMIC_PARAMETERS = {
  unitCount: perRecording("{count}", uniform(1, 2.5), recalled, {
    en: "Units that fire in groups (one, or few)",
    nb: "Enheter som fyrer i grupper (én, eller få)",
  }),
  groupRateHz: perSource("Hz", logUniform(0.5, 8), recalled, {
    en: "Groups a second (0.1–10; often 2–10)",
    nb: "Grupper per sekund (0,1–10; ofte 2–10)",
  }),
  groupCv: perSource("1", uniform(0.04, 0.2), derivedFrom("Gutm"), {
    en: "Irregularity of the groups (rhythmic or semirhythmic)",
    nb: "Uregelmessighet i gruppene (rytmiske eller halvrytmiske)",
  }),
  insideRateHz: perSource("Hz", uniform(20, 60), derivedFrom("Medscape-myk"), {
    en: "Rate inside a group (30–60; others 2–60)",
    nb: "Frekvens inne i en gruppe (30–60; andre 2–60)",
  }),
  insideCv: perSource("1", uniform(0.05, 0.15), derived, {
    en: "Interval variation inside a group",
    nb: "Intervallvariasjon inne i en gruppe",
  }),
  spikes: perSource("{count}", logUniform(2.6, 13), recalled, {
    en: "Discharges of a group (2–15)",
    nb: "Utladninger i en gruppe (2–15)",
  }),
  spikesSd: perSource("1", uniform(0.3, 1.2), derived, {
    en: "Variation of that number from group to group",
    nb: "Variasjon i antallet fra gruppe til gruppe",
  }),
} as const satisfies ParameterGroup;

export const NEUROMYOTONIC_PARAMETERS = {
  unitCount: perRecording("{count}", uniform(1, 2.6), recalled, {
    en: "Units that discharge (one or part of one, often several)",
    nb: "Enheter som utlades (én eller del av én, ofte flere)",
  }),
  trainRateHz: perEvent("Hz", uniform(185, 300), recalled, {
    en: "Rate in a train at its start (150–250 or 300)",
    nb: "Frekvens i et tog ved starten (150–250 eller 300)",
  }),
  trainS: perEvent("s", logUniform(0.12, 2.5), recalled, {
    en: "Length of a train (up to seconds)",
    nb: "Varighet av et tog (opptil sekunder)",
  }),
  trainGapS: perSource("s", logUniform(0.8, 4), derived, {
    en: "Mean pause between the trains of one unit",
    nb: "Gjennomsnittlig pause mellom togene i én enhet",
  }),
  rateLoss: perEvent("1", uniform(0.05, 0.18), derived, {
    en: "Loss of rate along a train",
    nb: "Frekvensfall gjennom et tog",
  }),
  amplitudeLoss: perEvent("1", uniform(0.35, 0.85), derivedFrom("MedLink"), {
    en: "Loss of amplitude along a train (decrement)",
    nb: "Amplitudefall gjennom et tog (dekrement)",
  }),
  decrementS: perEvent("s", logUniform(0.06, 0.5), derived, {
    en: "Time constant of the decrement",
    nb: "Tidskonstant for dekrementet",
  }),
  intervalCv: perEvent("1", uniform(0.01, 0.05), derived, {
    en: "Interval variation inside a train",
    nb: "Intervallvariasjon inne i et tog",
  }),
  multipletRate: perSource("/s", logUniform(0.2, 2.5), derivedFrom("Madd"), {
    en: "Doublets and multiplets a second, at irregular times",
    nb: "Dubletter og multipletter per sekund, til uregelmessige tider",
  }),
  multipletInsideHz: perEvent("Hz", logUniform(30, 300), seen("Madd"), {
    en: "Rate inside a doublet or multiplet",
    nb: "Frekvens inne i en dublett eller multiplett",
  }),
  multipletCv: perRecording("1", fixed(0.15), derived, {
    en: "Interval variation inside a multiplet",
    nb: "Intervallvariasjon inne i en multiplett",
  }),
  multipletSpikes: perEvent("{count}", uniform(2, 6.99), derivedFrom("Deecke"), {
    en: "Discharges of a multiplet",
    nb: "Utladninger i en multiplett",
  }),
} as const satisfies ParameterGroup;
