/** What motor neurons do: at will, in cramp, and when the spinal cord or the brain drives them amiss. */
import {
  derived,
  derivedFrom,
  fixed,
  gamma,
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

export const VOLUNTARY_PARAMETERS = {
  effort: perRecording("1", uniform(0.03, 0.4), derived, {
    en: "Effort, as a share of the largest excitation",
    nb: "Innsats, som andel av største eksitasjon",
  }),
  startRateHz: perRecording("Hz", uniform(4, 8), recalled, {
    en: "Rate at which a unit starts",
    nb: "Frekvens idet en enhet starter",
  }),
  limbPeakRateHz: perRecording("Hz", normal(31.1, 10.1, 18, 50), seen("Bellem"), {
    en: "Peak rate, biceps",
    nb: "Høyeste frekvens, biceps",
  }),
  soleusPeakRateHz: perRecording("Hz", normal(10.7, 2.9, 7, 16), seen("Bellem"), {
    en: "Peak rate, soleus",
    nb: "Høyeste frekvens, soleus",
  }),
  soleusShare: perRecording("1", fixed(0.2), derived, {
    en: "Recordings from a slow muscle such as soleus",
    nb: "Opptak fra en langsom muskel som soleus",
  }),
  rateGainHz: perRecording("Hz", uniform(0.8, 1.5), recalled, {
    en: "Rise of rate per unit of excitation (Fuglevand: 1)",
    nb: "Økning i frekvens per enhet eksitasjon (Fuglevand: 1)",
  }),
  intervalCv: perSource("1", uniform(0.1, 0.25), recalled, {
    en: "Interval variation of a unit (10–30 % with the drive's own)",
    nb: "Intervallvariasjon i en enhet (10–30 % medregnet drivets egen)",
  }),
  rateFactor: perSource("1", uniform(0.85, 1.15), derived, {
    en: "A unit's rate over that of the pool at the same excitation",
    nb: "En enhets frekvens delt på den andre har ved samme eksitasjon",
  }),
  commonDriveCv: perRecording("1", uniform(0.03, 0.08), recalled, {
    en: "Slow common fluctuation of the excitation",
    nb: "Langsom felles variasjon i eksitasjonen",
  }),
  doubletShare: perRecording("1", uniform(0, 0.004), recalled, {
    en: "Doublets at will (rare)",
    nb: "Dubletter ved viljestyrt aktivitet (sjeldne)",
  }),
  contractions: perRecording("{count}", uniform(1, 3.99), derived, {
    en: "Contractions in the recording",
    nb: "Kontraksjoner i opptaket",
  }),
  rampS: perEvent("s", uniform(0.4, 2), derived, {
    en: "Time to full effort, and back",
    nb: "Tid til full innsats, og tilbake",
  }),
  restShare: perRecording("1", uniform(0.05, 0.3), derived, {
    en: "Share of the recording at rest",
    nb: "Andel av opptaket i hvile",
  }),
} as const satisfies ParameterGroup;

export const CRAMP_PARAMETERS = {
  unitCount: perRecording("{count}", uniform(8, 25.99), derived, {
    en: "Units that cramp in reach of the electrode (many)",
    nb: "Enheter i krampe innen elektrodens rekkevidde (mange)",
  }),
  durationS: perRecording("s", normal(55.6, 19.2, 15, 150), seen("Min11"), {
    en: "Length of a cramp of abductor hallucis, as far as the recording is long enough",
    nb: "Varighet av krampe i abductor hallucis, så langt opptaket rekker",
  }),
  unitActiveS: perSource("s", gamma(23.6, 16.2, 3, 90), seen("Min09"), {
    en: "Time one unit is active",
    nb: "Tid én enhet er aktiv",
  }),
  unitRateHz: perSource("Hz", normal(14.5, 5.1, 6, 30), seen("Min09"), {
    en: "Mean rate of one unit",
    nb: "Gjennomsnittlig frekvens i én enhet",
  }),
  lowestRateHz: perSource("Hz", normal(6, 0.8, 4, 8), seen("Min09"), {
    en: "Lowest rate of one unit",
    nb: "Laveste frekvens i én enhet",
  }),
  highestRateHz: perSource("Hz", normal(25, 8, 12, 45), seen("Min09"), {
    en: "Highest rate of one unit",
    nb: "Høyeste frekvens i én enhet",
  }),
  intervalCv: perSource("1", normal(0.446, 0.097, 0.22, 0.75), seen("Min09"), {
    en: "Interval variation of one unit, all causes together",
    nb: "Intervallvariasjon i én enhet, alle årsaker samlet",
  }),
  doubletShare: perSource("1", gamma(0.041, 0.047, 0, 0.25), seen("Min09"), {
    en: "Doublets",
    nb: "Dubletter",
  }),
  doubletMs: perEvent("ms", uniform(3, 10), recalled, {
    en: "Interval of a doublet",
    nb: "Intervall i en dublett",
  }),
  buildUpShare: perRecording("1", uniform(0.15, 0.4), recalled, {
    en: "Part of the cramp over which units join",
    nb: "Del av krampen da enheter kommer til",
  }),
  thinOutShare: perRecording("1", uniform(0.25, 0.5), recalled, {
    en: "Part of the cramp over which units drop out, sputtering",
    nb: "Del av krampen da enheter faller fra, hakkende",
  }),
  blockedRateHz: perSource("Hz", normal(25.7, 11.6, 8, 50), seen("Min11"), {
    en: "Mean rate of one unit after the nerve was blocked",
    nb: "Gjennomsnittlig frekvens i én enhet etter nerveblokade",
  }),
  blockedDurationS: perRecording("s", normal(2.6, 1.3, 0.5, 6), seen("Min11"), {
    en: "How long a cramp lasts once the nerve is blocked",
    nb: "Hvor lenge en krampe varer når nerven er blokkert",
  }),
  sputterFactor: perRecording("1", fixed(1.4), recalled, {
    en: "Interval variation at the end of a unit's activity over that before (sputtering)",
    nb: "Intervallvariasjon på slutten av en enhets aktivitet delt på den før (hakkende)",
  }),
  blockedCv: perRecording("1", fixed(0.4), derivedFrom("Min09"), {
    en: "Interval variation of one unit after the nerve was blocked",
    nb: "Intervallvariasjon i én enhet etter nerveblokade",
  }),
  twitchChance: perRecording("1", fixed(0.4), recalled, {
    en: "Chance of twitches before and after",
    nb: "Sannsynlighet for rykninger før og etter",
  }),
  twitchRatePerS: perRecording("/s", fixed(0.8), derivedFrom("Bert97"), {
    en: "Twitches a second before and after",
    nb: "Rykninger per sekund før og etter",
  }),
} as const satisfies ParameterGroup;

export const SPASTIC_PARAMETERS = {
  stretches: perRecording("{count}", uniform(2, 5.99), derived, {
    en: "Passive stretches in the recording",
    nb: "Passive strekk i opptaket",
  }),
  stretchS: perEvent("s", logUniform(0.25, 1.2), derived, {
    en: "Time a stretch takes: the shorter the faster",
    nb: "Tid et strekk tar: jo kortere, desto raskere",
  }),
  holdS: perEvent("s", uniform(0.6, 2), derived, {
    en: "Time the muscle is held long",
    nb: "Tid muskelen holdes lang",
  }),
  latencyMs: perRecording("ms", uniform(35, 70), recalled, {
    en: "From the stretch to the first discharge",
    nb: "Fra strekket til første utladning",
  }),
  excitation: perRecording("1", uniform(0.12, 0.3), derived, {
    en: "Excitation by the fastest stretch",
    nb: "Eksitasjon ved det raskeste strekket",
  }),
  holdShare: perRecording("1", uniform(0.1, 0.4), derived, {
    en: "What remains while the muscle is held long",
    nb: "Det som blir igjen mens muskelen holdes lang",
  }),
  startRateHz: perRecording("Hz", uniform(4, 6), derivedFrom("SpasMU"), {
    en: "Rate at which a unit starts (lower than normal)",
    nb: "Frekvens idet en enhet starter (lavere enn normalt)",
  }),
  peakRateHz: perRecording("Hz", uniform(9, 15), derivedFrom("SpasMU"), {
    en: "Peak rate (lower than normal)",
    nb: "Høyeste frekvens (lavere enn normalt)",
  }),
  intervalCv: perSource("1", uniform(0.06, 0.12), derivedFrom("SpasMU"), {
    en: "Interval variation (less than normal)",
    nb: "Intervallvariasjon (mindre enn normalt)",
  }),
  clonusChance: perEvent("1", fixed(0.25), derived, {
    en: "Chance that a fast stretch ends in clonus",
    nb: "Sannsynlighet for klonus etter et raskt strekk",
  }),
  clonusHz: perRecording("Hz", uniform(5, 7), recalled, { en: "Rate of clonus", nb: "Frekvens av klonus" }),
  clonusBurstMs: perRecording("ms", fixed(60), derived, {
    en: "Length of one beat of clonus",
    nb: "Varighet av ett klonusslag",
  }),
  coContraction: perRecording("1", uniform(0, 0.5), recalled, {
    en: "Activity of the antagonist, relative",
    nb: "Aktivitet i antagonisten, relativt",
  }),
} as const satisfies ParameterGroup;

export const DYSTONIC_PARAMETERS = {
  phasicChance: perRecording("1", fixed(0.45), derived, {
    en: "Recordings with phasic bursts rather than sustained activity",
    nb: "Opptak med fasiske salver heller enn vedvarende aktivitet",
  }),
  burstRateHz: perRecording("Hz", logUniform(1, 6.5), seen("DysTrem"), {
    en: "Rate of phasic bursts",
    nb: "Frekvens av fasiske salver",
  }),
  burstS: perEvent("s", uniform(0.2, 0.5), recalled, {
    en: "Length of a phasic burst (shorter if the next one comes first)",
    nb: "Lengde av en fasisk salve (kortere hvis den neste kommer før)",
  }),
  burstCv: perRecording("1", uniform(0.15, 0.35), recalled, {
    en: "Irregularity of the bursts",
    nb: "Uregelmessighet i salvene",
  }),
  sustainedS: perEvent("s", uniform(3, 9), derived, {
    en: "Length of sustained activity",
    nb: "Lengde av vedvarende aktivitet",
  }),
  pauseS: perEvent("s", uniform(0.4, 2.5), derived, {
    en: "Pause between sustained spells",
    nb: "Pause mellom vedvarende perioder",
  }),
  riseS: perEvent("s", uniform(0.3, 1.2), derived, {
    en: "Time of onset (gradual)",
    nb: "Tid før full aktivitet (gradvis)",
  }),
  excitation: perRecording("1", uniform(0.08, 0.3), derived, {
    en: "Excitation, as a share of the largest",
    nb: "Eksitasjon, som andel av største",
  }),
  sharedDrive: perRecording("1", uniform(0.7, 0.95), derived, {
    en: "Share of the drive common to agonist and antagonist",
    nb: "Andel av drivet som er felles for agonist og antagonist",
  }),
  antagonistShare: perRecording("1", uniform(0.5, 1), derived, {
    en: "Drive of the antagonist over that of the agonist",
    nb: "Driv til antagonisten delt på driv til agonisten",
  }),
  lagMs: perRecording("ms", uniform(-30, 30), derived, {
    en: "Delay of the antagonist",
    nb: "Forsinkelse av antagonisten",
  }),
} as const satisfies ParameterGroup;

export const CONTINUOUS_PARAMETERS = {
  unitCount: perRecording("{count}", uniform(3, 8.99), derived, {
    en: "Units that fire without pause, in each muscle",
    nb: "Enheter som fyrer uten opphold, i hver muskel",
  }),
  unitRateHz: perSource("Hz", uniform(5, 15), recalled, {
    en: "Rate of one unit, as in weak voluntary effort",
    nb: "Frekvens i én enhet, som ved svak viljestyrt innsats",
  }),
  intervalCv: perSource("1", uniform(0.1, 0.25), recalled, {
    en: "Interval variation, as at will",
    nb: "Intervallvariasjon, som ved viljestyrt aktivitet",
  }),
  slowDriftCv: perRecording("1", uniform(0.04, 0.1), derived, {
    en: "Slow rise and fall of all rates together",
    nb: "Langsom felles variasjon i alle frekvenser",
  }),
  spasms: perRecording("{count}", uniform(0, 2.99), derivedFrom("Armon"), {
    en: "Spasms on top in the recording",
    nb: "Spasmer på toppen i opptaket",
  }),
  spasmS: perEvent("s", uniform(1.5, 5), derived, { en: "Length of a spasm", nb: "Varighet av en spasme" }),
  spasmUnits: perEvent("{count}", uniform(8, 20), derived, {
    en: "Units that join in a spasm",
    nb: "Enheter som blir med i en spasme",
  }),
  spasmRateHz: perSource("Hz", uniform(8, 16), derived, {
    en: "Rate of a unit that joins in a spasm",
    nb: "Frekvens i en enhet som blir med i en spasme",
  }),
  spasmGain: perRecording("1", fixed(0.5), derived, {
    en: "Rise of the steady units' rate at the height of a spasm",
    nb: "Økning i de faste enhetenes frekvens på spasmens høyde",
  }),
  stimulusChance: perEvent("1", fixed(0.5), derived, {
    en: "Chance that a stimulus starts a spasm",
    nb: "Sannsynlighet for at en stimulus utløser spasmen",
  }),
  stimulusLatencyMs: perEvent("ms", uniform(60, 70), seen("Meinck"), {
    en: "From the stimulus to the first synchronous burst",
    nb: "Fra stimulus til første synkrone salve",
  }),
  stimulusBursts: perEvent("{count}", uniform(1, 3.99), seen("Meinck"), {
    en: "Synchronous bursts before the tonic activity",
    nb: "Synkrone salver før den toniske aktiviteten",
  }),
  stimulusBurstEveryMs: perRecording("ms", fixed(60), derivedFrom("Meinck"), {
    en: "From one synchronous burst to the next",
    nb: "Fra én synkron salve til den neste",
  }),
  stimulusBurstMs: perRecording("ms", fixed(25), derived, {
    en: "Length of a synchronous burst",
    nb: "Varighet av en synkron salve",
  }),
} as const satisfies ParameterGroup;

export const TREMOR_PARAMETERS = {
  rateHz: perRecording("Hz", logUniform(4, 12), recalled, {
    en: "Bursts a second (Parkinson 4–6, essential 4–12, physiological 8–12)",
    nb: "Salver per sekund (Parkinson 4–6, essensiell 4–12, fysiologisk 8–12)",
  }),
  burstMs: perRecording("ms", uniform(50, 120), recalled, {
    en: "Length of a burst (50–150 ms; at most 0.55 of a period)",
    nb: "Lengde av en salve (50–150 ms; høyst 0,55 av en periode)",
  }),
  periodCv: perRecording("1", uniform(0.02, 0.08), recalled, {
    en: "Irregularity of the rhythm",
    nb: "Uregelmessighet i rytmen",
  }),
  unitCount: perRecording("{count}", uniform(8, 25.99), derived, {
    en: "Units in reach of the electrode",
    nb: "Enheter innen elektrodens rekkevidde",
  }),
  participation: perSource("1", uniform(0.6, 0.98), derived, {
    en: "Bursts in which a unit takes part",
    nb: "Salver en enhet deltar i",
  }),
  unitRateHz: perSource("Hz", uniform(15, 40), derived, {
    en: "Rate of a unit inside a burst",
    nb: "Frekvens i en enhet inne i en salve",
  }),
  alternatingChance: perRecording("1", fixed(0.5), derived, {
    en: "Recordings in which two muscles alternate rather than go together",
    nb: "Opptak der to muskler veksler heller enn å gå sammen",
  }),
  amplitudeDrift: perRecording("1", uniform(0.1, 0.35), derived, {
    en: "Slow rise and fall of the tremor's size",
    nb: "Langsom variasjon i tremorens størrelse",
  }),
} as const satisfies ParameterGroup;
