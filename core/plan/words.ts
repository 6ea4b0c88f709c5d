/** The words of Krampe itself (not of medicine) that every reader of a result needs, in both languages. */
import type { Verdict } from "../assessment/verdict.ts";
import type { Origin } from "../finding/finding.ts";
import type { Text } from "../issue/text.ts";
import type { Strength, Urgency, Verified, WayToObtain } from "../knowledge/knowledge.ts";
import type { InvestigationStatus } from "./investigations.ts";
import type { TreatmentVerdict } from "./treatments.ts";

export const VERDICT_WORDS: Readonly<Record<Verdict, Text>> = {
  established: { en: "established", nb: "fastslått" },
  likely: { en: "likely", nb: "sannsynlig" },
  conflicting: { en: "conflicting", nb: "motstridende" },
  possible: { en: "possible", nb: "mulig" },
  open: { en: "open", nb: "åpent" },
  unlikely: { en: "unlikely", nb: "lite sannsynlig" },
  excluded: { en: "excluded", nb: "utelukket" },
};

export const TREATMENT_WORDS: Readonly<Record<TreatmentVerdict, Text>> = {
  "first-line": { en: "first line", nb: "førstevalg" },
  consider: { en: "consider", nb: "vurder" },
  "check-first": { en: "check this first", nb: "sjekk dette først" },
  "not-recommended": { en: "not recommended", nb: "anbefales ikke" },
  avoid: { en: "avoid", nb: "unngå" },
  contraindicated: { en: "contraindicated", nb: "kontraindisert" },
};

export const STATUS_WORDS: Readonly<Record<InvestigationStatus, Text>> = {
  indicated: { en: "indicated", nb: "indisert" },
  "already-there": { en: "already there", nb: "finnes allerede" },
  depends: { en: "depends on what is unknown", nb: "avhenger av det som er ukjent" },
  "not-needed": { en: "not needed", nb: "ikke nødvendig" },
};

export const URGENCY_WORDS: Readonly<Record<Urgency, Text>> = {
  emergency: { en: "now (emergency)", nb: "nå (øyeblikkelig hjelp)" },
  "same-day": { en: "today", nb: "i dag" },
  urgent: { en: "within days", nb: "innen dager" },
  soon: { en: "within weeks", nb: "innen uker" },
  routine: { en: "routine", nb: "vanlig tid" },
};

export const STRENGTH_WORDS: Readonly<Record<Strength, Text>> = {
  decisive: { en: "decisive", nb: "avgjørende" },
  strong: { en: "strong", nb: "sterkt" },
  moderate: { en: "moderate", nb: "middels" },
  weak: { en: "weak", nb: "svakt" },
};

export const VERIFIED_WORDS: Readonly<Record<Verified, Text>> = {
  seen: { en: "source read", nb: "kilden er lest" },
  recalled: { en: "recalled, not verified", nb: "etter hukommelsen, ikke verifisert" },
  derived: { en: "derived", nb: "utledet" },
};

export const ORIGIN_WORDS: Readonly<Record<Origin, Text>> = {
  told: { en: "told", nb: "opplyst" },
  examined: { en: "examined", nb: "undersøkt" },
  laboratory: { en: "laboratory", nb: "laboratorium" },
  record: { en: "record", nb: "journal" },
  emg: { en: "EMG", nb: "EMG" },
  derived: { en: "derived", nb: "utledet" },
};

export const OBTAIN_WORDS: Readonly<Record<WayToObtain, Text>> = {
  ask: { en: "Ask", nb: "Spør" },
  examine: { en: "Examine", nb: "Undersøk" },
  blood: { en: "Blood test", nb: "Blodprøve" },
  ecg: { en: "ECG", nb: "EKG" },
  emg: { en: "EMG", nb: "EMG" },
  imaging: { en: "Imaging", nb: "Bildediagnostikk" },
};

export const SIGN_WORDS = {
  present: { en: "present", nb: "til stede" },
  absent: { en: "absent", nb: "ikke til stede" },
} as const satisfies Record<string, Text>;
