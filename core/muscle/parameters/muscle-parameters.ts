/** The muscle's build, its units' potentials, the electrode's place and the amplifier. */
import {
  derived,
  derivedFrom,
  fixed,
  normal,
  type ParameterGroup,
  perRecording,
  perSource,
  recalled,
  uniform,
} from "./parameter.ts";

export const MUSCLE_PARAMETERS = {
  unitCount: perRecording("{count}", fixed(150), recalled, {
    en: "Motor units in the pool",
    nb: "Motoriske enheter i muskelen",
  }),
  radiusMm: perRecording("mm", fixed(12), derived, {
    en: "Radius of the muscle's cross-section",
    nb: "Radius av muskelens tverrsnitt",
  }),
  fibresSmallest: perRecording("{count}", fixed(60), recalled, {
    en: "Fibres of the smallest unit",
    nb: "Fibre i den minste enheten",
  }),
  fibresLargest: perRecording("{count}", fixed(500), recalled, {
    en: "Fibres of the largest unit",
    nb: "Fibre i den største enheten",
  }),
  recruitmentRange: perRecording("1", fixed(30), recalled, {
    en: "Highest over lowest recruitment threshold (Fuglevand 1993)",
    nb: "Høyeste over laveste rekrutteringsterskel (Fuglevand 1993)",
  }),
  fibreDensityPerMm2: perRecording("/mm2", uniform(2.5, 4.5), derived, {
    en: "Fibres of one unit in a square millimetre of its territory (from the fibre density of single-fibre EMG)",
    nb: "Fibre fra én enhet per kvadratmillimeter av territoriet (fra fibertetthet ved enkeltfiber-EMG)",
  }),
  endPlateDistanceMm: perRecording("mm", uniform(10, 28), recalled, {
    en: "From the end-plate zone to the electrode",
    nb: "Fra endeplatesonen til elektroden",
  }),
  endPlateScatterMm: perRecording("mm", uniform(1, 2.8), recalled, {
    en: "Scatter of end-plates along the fibres (SD)",
    nb: "Spredning av endeplater langs fibrene (SD)",
  }),
  halfLengthMm: perRecording("mm", uniform(40, 65), recalled, {
    en: "From the end-plate to a fibre's end",
    nb: "Fra endeplaten til enden av en fiber",
  }),
  diameterUm: perRecording("um", normal(53, 4, 44, 62), recalled, {
    en: "Mean fibre diameter",
    nb: "Gjennomsnittlig fiberdiameter",
  }),
  diameterScatterUm: perRecording("um", uniform(2.5, 5.5), recalled, {
    en: "Scatter of diameters within a unit (SD)",
    nb: "Spredning av diameter innen en enhet (SD)",
  }),
  terminalDelayScatterMs: perRecording("ms", uniform(0.15, 0.4), recalled, {
    en: "Scatter of the nerve branches' delays (SD)",
    nb: "Spredning av nervegrenenes forsinkelse (SD)",
  }),
  jitterMs: perRecording("ms", uniform(0.012, 0.03), recalled, {
    en: "Jitter of one end-plate (SD)",
    nb: "Jitter i én endeplate (SD)",
  }),
  polyphasicShare: perRecording("1", uniform(0.03, 0.12), recalled, {
    en: "Units with a polyphasic potential",
    nb: "Enheter med polyfasisk potensial",
  }),
  satelliteShare: perRecording("1", uniform(0, 0.05), recalled, {
    en: "Units with a late satellite potential",
    nb: "Enheter med sent satellittpotensial",
  }),
  satelliteDelayMs: perSource("ms", uniform(7, 16), recalled, {
    en: "How late a satellite potential comes",
    nb: "Hvor sent et satellittpotensial kommer",
  }),
  reinnervatedFibres: perRecording("1", fixed(2.5), derivedFrom("FP-ALS"), {
    en: "Fibres of a reinnervated unit over those of a healthy one",
    nb: "Fibre i en reinnervert enhet delt på dem i en frisk",
  }),
  reinnervatedDensity: perRecording("1", fixed(3), derivedFrom("FP-ALS"), {
    en: "Their density over that of a healthy unit",
    nb: "Tettheten deres delt på den i en frisk enhet",
  }),
  reinnervatedScatter: perRecording("1", fixed(2.5), derivedFrom("FP-ALS"), {
    en: "Scatter of their nerve branches' delays over that of a healthy unit",
    nb: "Spredning av nervegrenenes forsinkelse delt på den i en frisk enhet",
  }),
  recoveryMs: perRecording("ms", fixed(4), recalled, {
    en: "How fast a muscle fibre recovers (time constant)",
    nb: "Hvor fort en muskelfiber henter seg inn (tidskonstant)",
  }),
  recoveryLoss: perRecording("1", uniform(0.15, 0.35), derived, {
    en: "Loss of amplitude right after the previous potential (fades within 10 ms)",
    nb: "Amplitudetap rett etter forrige potensial (går over innen 10 ms)",
  }),
  skinDepthMm: perRecording("mm", uniform(2, 5), recalled, {
    en: "Fat and skin under a surface electrode",
    nb: "Fett og hud under en overflateelektrode",
  }),
  crossTalk: perRecording("1", uniform(0.01, 0.05), recalled, {
    en: "Share of the other muscle's signal in a surface channel",
    nb: "Andel av den andre muskelens signal i en overflatekanal",
  }),
} as const satisfies ParameterGroup;

export const INSTRUMENT_PARAMETERS = {
  needleHighPassHz: perRecording("Hz", uniform(5, 20), recalled, {
    en: "Lower edge of the band, needle",
    nb: "Nedre båndgrense, nål",
  }),
  needleLowPassHz: perRecording("Hz", fixed(10000), recalled, {
    en: "Upper edge of the band, needle",
    nb: "Øvre båndgrense, nål",
  }),
  surfaceHighPassHz: perRecording("Hz", uniform(10, 20), recalled, {
    en: "Lower edge of the band, surface",
    nb: "Nedre båndgrense, overflate",
  }),
  surfaceLowPassHz: perRecording("Hz", uniform(450, 500), recalled, {
    en: "Upper edge of the band, surface",
    nb: "Øvre båndgrense, overflate",
  }),
  needleNoiseUv: perRecording("uV", uniform(1.5, 4), recalled, {
    en: "Noise (RMS) when no SNR is asked for, needle",
    nb: "Støy (RMS) når SNR ikke er oppgitt, nål",
  }),
  surfaceNoiseUv: perRecording("uV", uniform(1, 3), recalled, {
    en: "Noise (RMS) when no SNR is asked for, surface",
    nb: "Støy (RMS) når SNR ikke er oppgitt, overflate",
  }),
  needleRangeUv: perRecording("uV", fixed(10000), derived, {
    en: "Full scale to either side, needle",
    nb: "Fullt utslag til hver side, nål",
  }),
  surfaceRangeUv: perRecording("uV", fixed(5000), derived, {
    en: "Full scale to either side, surface",
    nb: "Fullt utslag til hver side, overflate",
  }),
  bits: perRecording("{count}", fixed(16), recalled, { en: "Bits of the converter", nb: "Bit i omformeren" }),
} as const satisfies ParameterGroup;
