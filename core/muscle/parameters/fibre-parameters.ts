/** What muscle fibres do by themselves, and what the end-plate does. */
import {
  derived,
  derivedFrom,
  fixed,
  logUniform,
  normal,
  type ParameterGroup,
  perEvent,
  perRecording,
  perSource,
  recalled,
  seen,
  uniform,
} from "./parameter.ts";

export const MYOTONIC_PARAMETERS = {
  fibres: perRecording("{count}", uniform(1, 3.99), derived, {
    en: "Fibres within reach that run off",
    nb: "Fibre innen rekkevidde som selv utløser serier",
  }),
  runS: perEvent("s", logUniform(1.2, 12), recalled, {
    en: "Length of a run (0.5–30 s)",
    nb: "Varighet av en serie (0,5–30 s)",
  }),
  gapS: perEvent("s", logUniform(0.6, 4), derived, {
    en: "Pause until the needle moves again",
    nb: "Pause til nålen beveges igjen",
  }),
  lowRateHz: perEvent("Hz", uniform(20, 32), derivedFrom("AANEM-myo"), {
    en: "Rate at the ends of a run",
    nb: "Frekvens i endene av en serie",
  }),
  highRateHz: perEvent("Hz", logUniform(55, 120), derivedFrom("AANEM-myo"), {
    en: "Rate at its height (20–80; textbooks to 150)",
    nb: "Frekvens på det høyeste (20–80; lærebøker til 150)",
  }),
  amplitudeRatio: perEvent("1", uniform(2.2, 5), derivedFrom("AANEM-myo"), {
    en: "Largest over smallest amplitude of a run",
    nb: "Største over minste amplitude i en serie",
  }),
  heightAt: perEvent("1", uniform(0.2, 0.5), derived, {
    en: "Where in the run the rate is highest",
    nb: "Hvor i serien frekvensen er høyest",
  }),
  wavesPerRun: perEvent("{count}", uniform(1, 2.99), derived, {
    en: "How often a run waxes and wanes",
    nb: "Hvor mange ganger en serie øker og avtar",
  }),
  intervalCv: perEvent("1", uniform(0.015, 0.05), derived, {
    en: "Interval variation around the trend",
    nb: "Intervallvariasjon rundt trenden",
  }),
  waningOnlyShare: perRecording("1", fixed(0.08), recalled, {
    en: "Runs that only wane (as in DM2)",
    nb: "Serier som bare avtar (som ved DM2)",
  }),
  secondFibreChance: perEvent("1", fixed(0.25), derived, {
    en: "Chance that a second fibre runs off with the first",
    nb: "Sannsynlighet for at enda en fiber utløser serier sammen med den første",
  }),
  laterWaveHeight: perEvent("1", uniform(0.5, 0.9), derived, {
    en: "Height of later waves of a run over the first",
    nb: "Høyden av senere bølger i en serie delt på den første",
  }),
  betweenWaves: perRecording("1", fixed(0.25), derived, {
    en: "How low a run falls between two waves, its whole rise being 1",
    nb: "Hvor lavt en serie faller mellom to bølger, når hele stigningen er 1",
  }),
  amplitudeLag: perEvent("1", uniform(0, 0.08), derived, {
    en: "How far the amplitude lags behind the rate, as part of the run",
    nb: "Hvor langt amplituden henger etter frekvensen, som del av serien",
  }),
  positiveWaveShare: perSource("1", fixed(0.5), recalled, {
    en: "Fibres seen as positive waves",
    nb: "Fibre som ses som positive bølger",
  }),
  reachMm: perSource("mm", uniform(0.05, 0.35), derived, {
    en: "From the electrode's surface to the fibre",
    nb: "Fra elektrodens overflate til fiberen",
  }),
} as const satisfies ParameterGroup;

export const FIBRILLATION_PARAMETERS = {
  fibres: perRecording("{count}", uniform(1, 5.99), derived, {
    en: "Fibres within reach that fibrillate",
    nb: "Fibre innen rekkevidde som fibrillerer",
  }),
  rateHz: perSource("Hz", logUniform(0.8, 15), derivedFrom("StatP"), {
    en: "Rate of one fibre (0.5–15)",
    nb: "Frekvens i én fiber (0,5–15)",
  }),
  fastShare: perSource("1", fixed(0.04), derivedFrom("Slides"), {
    en: "Fibres that reach up to 30 Hz",
    nb: "Fibre som når opp til 30 Hz",
  }),
  fastRateHz: perSource("Hz", uniform(15, 30), derivedFrom("Slides"), {
    en: "Rate of those fast fibres",
    nb: "Frekvens i slike raske fibre",
  }),
  intervalCv: perSource("1", uniform(0.01, 0.06), recalled, {
    en: "Interval variation around the trend (very regular)",
    nb: "Intervallvariasjon rundt trenden (svært regelmessig)",
  }),
  irregularShare: perSource("1", fixed(0.06), derivedFrom("Part"), {
    en: "Fibres of the irregular form",
    nb: "Fibre av den uregelmessige formen",
  }),
  irregularCv: perSource("1", uniform(0.4, 0.9), derivedFrom("Part"), {
    en: "Interval variation of the irregular form",
    nb: "Intervallvariasjon i den uregelmessige formen",
  }),
  slowing: perSource("1", uniform(0.15, 0.5), derivedFrom("StatP"), {
    en: "Loss of rate before it stops",
    nb: "Frekvensfall før den stopper",
  }),
  runS: perSource("s", logUniform(6, 60), derivedFrom("StatP"), {
    en: "Length of a fibre's run (seconds; may outlast the recording)",
    nb: "Varighet av en fibers serie (sekunder; kan vare lenger enn opptaket)",
  }),
  positiveWaveShare: perSource("1", fixed(0.4), recalled, {
    en: "Fibres seen as positive sharp waves",
    nb: "Fibre som ses som positive skarpe bølger",
  }),
  reachMm: perSource("mm", uniform(0.05, 0.4), derived, {
    en: "From the electrode's surface to the fibre",
    nb: "Fra elektrodens overflate til fiberen",
  }),
} as const satisfies ParameterGroup;

export const COMPLEX_REPETITIVE_PARAMETERS = {
  usualRateHz: perRecording("Hz", normal(35, 4, 28, 42), seen("WashU"), {
    en: "Usual rate (most 30–40)",
    nb: "Vanlig frekvens (de fleste 30–40)",
  }),
  usualShare: perRecording("1", fixed(0.65), derivedFrom("WashU"), {
    en: "Discharges at the usual rate",
    nb: "Utladninger med vanlig frekvens",
  }),
  otherRateHz: perRecording("Hz", logUniform(5, 100), derivedFrom("WashU"), {
    en: "Rate of the others (5–150, limited by the complex's length)",
    nb: "Frekvens i de øvrige (5–150, begrenset av kompleksets lengde)",
  }),
  fibres: perRecording("{count}", uniform(4, 12.99), derivedFrom("Tront"), {
    en: "Fibres in the circuit",
    nb: "Fibre i kretsen",
  }),
  stepMs: perEvent("ms", uniform(0.4, 2.2), derivedFrom("Tront"), {
    en: "Delay from fibre to fibre",
    nb: "Forsinkelse fra fiber til fiber",
  }),
  jitterMs: perRecording("ms", uniform(0.002, 0.008), derivedFrom("Tront"), {
    en: "Jitter of a fibre within the complex (low)",
    nb: "Jitter for en fiber i komplekset (lav)",
  }),
  periodCv: perRecording("1", uniform(0.002, 0.015), derivedFrom("WashU"), {
    en: "Variation of the period (very regular)",
    nb: "Variasjon i perioden (svært regelmessig)",
  }),
  spells: perRecording("{count}", uniform(1, 2.99), derived, {
    en: "Discharges in the recording",
    nb: "Utladninger i opptaket",
  }),
  spellS: perEvent("s", logUniform(3, 60), recalled, {
    en: "Length of a discharge (seconds to minutes)",
    nb: "Varighet av en utladning (sekunder til minutter)",
  }),
  jumpChance: perRecording("1", fixed(0.35), recalled, {
    en: "Discharges that jump to another rate and shape",
    nb: "Utladninger som hopper til annen frekvens og form",
  }),
  jumpRatio: perEvent("1", uniform(1.25, 1.9), derived, {
    en: "Rate after a jump over rate before, or the reverse",
    nb: "Frekvens etter et hopp delt på frekvens før, eller omvendt",
  }),
} as const satisfies ParameterGroup;

export const END_PLATE_PARAMETERS = {
  noiseChance: perRecording("1", fixed(0.8), derived, {
    en: "Recordings with end-plate noise",
    nb: "Opptak med endeplatestøy",
  }),
  spikeChance: perRecording("1", fixed(0.75), derived, {
    en: "Recordings with end-plate spikes",
    nb: "Opptak med endeplatespisser",
  }),
  endPlates: perRecording("{count}", uniform(3, 12.99), derived, {
    en: "End-plates heard",
    nb: "Endeplater som høres",
  }),
  noiseRateHz: perSource("Hz", uniform(20, 40), seen("Slides"), {
    en: "Miniature potentials of one end-plate a second",
    nb: "Miniatyrpotensialer fra én endeplate per sekund",
  }),
  noiseUv: perSource("uV", uniform(8, 40), derivedFrom("Slides"), {
    en: "Their amplitude (low)",
    nb: "Deres amplitude (lav)",
  }),
  noiseSizeCv: perRecording("1", fixed(0.35), derived, {
    en: "Variation of that amplitude from one miniature potential to the next",
    nb: "Variasjon i amplituden fra ett miniatyrpotensial til det neste",
  }),
  noiseMs: perSource("ms", uniform(1, 2.5), recalled, { en: "Their duration", nb: "Deres varighet" }),
  spikeFibres: perRecording("{count}", uniform(1, 2.99), derived, {
    en: "Fibres with end-plate spikes",
    nb: "Fibre med endeplatespisser",
  }),
  spikeRateHz: perSource("Hz", logUniform(8, 50), derivedFrom("Slides"), {
    en: "Mean rate in a run of spikes (up to 50)",
    nb: "Gjennomsnittlig frekvens i en serie av spisser (opptil 50)",
  }),
  spikeCv: perSource("1", uniform(0.55, 1.1), derivedFrom("Slides"), {
    en: "Interval variation of spikes (highly irregular)",
    nb: "Intervallvariasjon for spisser (svært uregelmessig)",
  }),
  shortestSpikeMs: perRecording("ms", fixed(3), derivedFrom("Part"), {
    en: "Shortest interval of spikes",
    nb: "Korteste intervall mellom spisser",
  }),
  runS: perEvent("s", logUniform(0.3, 3), derivedFrom("Slides"), {
    en: "Length of a run of spikes (short)",
    nb: "Varighet av en serie av spisser (kort)",
  }),
  gapS: perEvent("s", logUniform(0.2, 2), derived, { en: "Pause between runs", nb: "Pause mellom serier" }),
} as const satisfies ParameterGroup;
