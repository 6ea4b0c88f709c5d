/** What is on a recording and does not come from the muscle. */
import {
  derived,
  fixed,
  logUniform,
  type ParameterGroup,
  perEvent,
  perRecording,
  recalled,
  uniform,
} from "./parameter.ts";

export const ARTEFACT_PARAMETERS = {
  needleMainsUv: perRecording("uV", logUniform(8, 80), derived, {
    en: "Amplitude of mains hum, needle",
    nb: "Amplitude av nettbrum, nål",
  }),
  surfaceMainsUv: perRecording("uV", logUniform(5, 50), derived, {
    en: "Amplitude of mains hum, surface",
    nb: "Amplitude av nettbrum, overflate",
  }),
  mainsHarmonicShare: perRecording("1", uniform(0.1, 0.5), derived, {
    en: "Each odd harmonic over the one before",
    nb: "Hver oddetallsharmoniske delt på den forrige",
  }),
  movementUv: perEvent("uV", logUniform(150, 1500), derived, {
    en: "Size of a movement artefact",
    nb: "Størrelse på en bevegelsesartefakt",
  }),
  movementPerS: perRecording("/s", logUniform(0.1, 0.6), derived, {
    en: "Movement artefacts a second",
    nb: "Bevegelsesartefakter per sekund",
  }),
  movementS: perEvent("s", logUniform(0.08, 0.6), recalled, {
    en: "Length of a movement artefact",
    nb: "Varighet av en bevegelsesartefakt",
  }),
  needleEcgUv: perRecording("uV", logUniform(10, 60), derived, { en: "R wave, needle", nb: "R-takk, nål" }),
  surfaceEcgUv: perRecording("uV", logUniform(30, 300), derived, {
    en: "R wave, surface",
    nb: "R-takk, overflate",
  }),
  heartRatePerMin: perRecording("/min", uniform(52, 100), recalled, {
    en: "Heart rate",
    nb: "Hjertefrekvens",
  }),
  heartIntervalCv: perRecording("1", uniform(0.01, 0.06), recalled, {
    en: "Variation of the heart's intervals",
    nb: "Variasjon i hjertets intervaller",
  }),
  popUv: perEvent("uV", logUniform(80, 800), derived, {
    en: "Size of an electrode pop",
    nb: "Størrelse på et elektrodesprang",
  }),
  popPerS: perRecording("/s", logUniform(0.2, 2), derived, {
    en: "Electrode pops a second",
    nb: "Elektrodesprang per sekund",
  }),
  dropOutPerS: perRecording("/s", logUniform(0.1, 0.6), derived, {
    en: "Drop-outs a second",
    nb: "Utfall per sekund",
  }),
  dropOutS: perEvent("s", logUniform(0.01, 0.4), derived, {
    en: "Length of a drop-out",
    nb: "Varighet av et utfall",
  }),
  clippedShare: perRecording("1", uniform(0.35, 0.7), derived, {
    en: "Full scale over the largest deflection, when clipped",
    nb: "Fullt utslag delt på største utslag, ved klipping",
  }),
  coarseBits: perRecording("{count}", fixed(8), derived, {
    en: "Bits that the signal uses, when quantised coarsely",
    nb: "Bit som signalet bruker, ved grov kvantisering",
  }),
  driftUv: perRecording("uV", logUniform(100, 1000), derived, {
    en: "Size of the wandering baseline",
    nb: "Størrelse på vandrende grunnlinje",
  }),
} as const satisfies ParameterGroup;
