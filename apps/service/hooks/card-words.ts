/** The words of the cards themselves; what is medical comes from the knowledge. */
import type { Text } from "@krampe/core/issue/text.ts";

export const CARD_WORDS = {
  redFlag: { en: "Red flag", nb: "Rødt flagg" },
  action: { en: "What to do", nb: "Hva som bør gjøres" },
  because: { en: "Because", nb: "Fordi" },
  cause: {
    en: "Muscle cramps: a likely cause in the record",
    nb: "Muskelkramper: en sannsynlig årsak i journalen",
  },
  possibleCause: {
    en: "Muscle cramps: a possible cause in the record",
    nb: "Muskelkramper: en mulig årsak i journalen",
  },
  reportedDrugs: {
    en: "Muscle cramps: drugs taken that may bring them",
    nb: "Muskelkramper: legemidler i bruk som kan gi dem",
  },
  wouldTell: {
    en: "Would speak for it, not known from the record",
    nb: "Ville tale for det, ikke kjent fra journalen",
  },
  unrecognised: {
    en: "The drug of this order could not be recognised, and was not checked",
    nb: "Legemidlet i denne ordinasjonen ble ikke gjenkjent, og er ikke kontrollert",
  },
  unrecognisedWhy: {
    en: "The order has neither a name nor a code that Krampe knows. The patient has cramps: if the drug is meant for them, check its contraindications.",
    nb: "Ordinasjonen har verken et navn eller en kode som Krampe kjenner. Pasienten har kramper: er legemidlet ment mot dem, må kontraindikasjonene kontrolleres.",
  },
  andMore: { en: "and {n} more", nb: "og {n} til" },
  missingTest: {
    en: "Muscle cramps: indicated and not in the record",
    nb: "Muskelkramper: indisert og ikke i journalen",
  },
  against: { en: "The record speaks against this order", nb: "Journalen taler imot denne ordinasjonen" },
  notRecommended: { en: "Not recommended", nb: "Anbefales ikke" },
  checkFirst: { en: "Check this first", nb: "Sjekk dette først" },
  unknown: { en: "Not known from the record", nb: "Ikke kjent fra journalen" },
  monitoring: { en: "If it is given", nb: "Hvis det gis" },
  order: { en: "Order", nb: "Rekvirer" },
  remove: { en: "Remove the order", nb: "Fjern ordinasjonen" },
  open: { en: "Open the assessment in Krampe", nb: "Åpne vurderingen i Krampe" },
  sources: { en: "Sources", nb: "Kilder" },
  notDevice: {
    en: "For clinicians; not for clinical use as distributed.",
    nb: "For klinikere; ikke til klinisk bruk slik den leveres.",
  },
} as const satisfies Record<string, Text>;

export const OVERRIDE_SYSTEM = "urn:krampe:override-reason";

/** Why a clinician may go on against a card. */
export const OVERRIDE_REASONS: readonly { readonly code: string; readonly display: Text }[] = [
  {
    code: "known-elsewhere",
    display: {
      en: "The missing fact is known, but not in the record",
      nb: "Det som mangler er kjent, men står ikke i journalen",
    },
  },
  {
    code: "benefit-outweighs",
    display: {
      en: "The benefit outweighs the risk in this patient",
      nb: "Nytten er større enn risikoen hos denne pasienten",
    },
  },
  {
    code: "record-is-wrong",
    display: { en: "The record is wrong or out of date", nb: "Journalen er feil eller utdatert" },
  },
  {
    code: "already-tolerated",
    display: { en: "The patient has taken it and tolerated it", nb: "Pasienten har brukt det og tålt det" },
  },
  { code: "other", display: { en: "Another reason", nb: "En annen grunn" } },
];
