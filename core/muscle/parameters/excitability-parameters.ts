/**
 * What follows when neuron, axon or fibre is more excitable than it should be. Excitability 1 is healthy, 0 is
 * none; the numbers here say what 2 means. No source gives such numbers: they are chosen so that the three origins
 * can be shown apart.
 */
import { derived, fixed, type ParameterGroup, perSource, uniform } from "./parameter.ts";

export const EXCITABILITY_PARAMETERS = {
  persistentShare: perSource("1", fixed(0.4), derived, {
    en: "Neurons that fire on by themselves, at excitability 2",
    nb: "Nevroner som fyrer videre av seg selv, ved eksitabilitet 2",
  }),
  persistentRateHz: perSource("Hz", uniform(3, 9), derived, {
    en: "Rate above its lowest at which a neuron fires on by itself, at excitability 2",
    nb: "Frekvens over den laveste når et nevron fyrer videre av seg selv, ved eksitabilitet 2",
  }),
  persistentS: perSource("s", uniform(4, 20), derived, {
    en: "How long it keeps it, at excitability 2",
    nb: "Hvor lenge det beholder den, ved eksitabilitet 2",
  }),
  persistentCv: perSource("1", uniform(0.35, 0.5), derived, {
    en: "Interval variation while it fires by itself",
    nb: "Intervallvariasjon mens det fyrer av seg selv",
  }),
  fasciculationPerS: perSource("/s", fixed(0.8), derived, {
    en: "Fasciculations a second, at excitability 2 of the axon",
    nb: "Fascikulasjoner per sekund, ved aksoneksitabilitet 2",
  }),
  groupedFrom: perSource("1", fixed(1.6), derived, {
    en: "Excitability of the axon from which it fires in groups",
    nb: "Aksoneksitabilitet som gir fyring i grupper",
  }),
  trainsFrom: perSource("1", fixed(2.2), derived, {
    en: "Excitability of the axon from which it fires in fast trains",
    nb: "Aksoneksitabilitet som gir raske tog",
  }),
  fibrillationFrom: perSource("1", fixed(1.15), derived, {
    en: "Excitability of the fibre from which it fibrillates",
    nb: "Fibereksitabilitet som gir fibrillering",
  }),
  myotoniaFrom: perSource("1", fixed(1.7), derived, {
    en: "Excitability of the fibre from which it runs off",
    nb: "Fibereksitabilitet som gir myotone serier",
  }),
} as const satisfies ParameterGroup;
