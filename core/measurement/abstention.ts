/**
 * Why a measure abstains, in words.
 */
import type { Text } from "../issue/text.ts";
import type { AbstentionReason } from "./types/estimate.ts";

export const ABSTENTIONS: Readonly<Record<AbstentionReason, Text>> = {
  "too-few-discharges": { en: "too few discharges", nb: "for få utladninger" },
  "too-few-intervals": { en: "too few intervals", nb: "for få intervaller" },
  "too-few-bursts": { en: "too few bursts", nb: "for få salver" },
  "signal-to-noise-too-low": { en: "too little above the noise", nb: "for lite over støyen" },
  "no-activity": { en: "no activity", nb: "ingen aktivitet" },
  "recording-too-short": { en: "recording too short", nb: "for kort opptak" },
  masked: { en: "not usable", nb: "ikke brukbart" },
  "no-variation": { en: "no variation", nb: "ingen variasjon" },
  "not-identifiable": { en: "cannot be told", nb: "kan ikke avgjøres" },
  "sampling-frequency-too-low": { en: "sampling frequency too low", nb: "for lav samplingsfrekvens" },
  "sampling-frequency-unknown": { en: "sampling frequency unknown", nb: "ukjent samplingsfrekvens" },
  "changed-by-the-reader": {
    en: "not measured anew after a correction",
    nb: "ikke målt på nytt etter en rettelse",
  },
};
