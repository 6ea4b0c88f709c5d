/** The headings of the Questionnaire, in the order in which it asks. */
import type { Text } from "../issue/text.ts";

export const QUESTIONNAIRE_TITLE: Text = {
  en: "Muscle cramps: findings in one patient",
  nb: "Muskelkramper: funn hos én pasient",
};

export const GROUP_WORDS: Readonly<Record<string, Text>> = {
  person: { en: "The patient", nb: "Pasienten" },
  complaint: { en: "The complaint", nb: "Plagen" },
  site: { en: "Where", nb: "Hvor" },
  timing: { en: "When", nb: "Når" },
  trigger: { en: "What brings it on", nb: "Hva som utløser" },
  relief: { en: "What relieves it", nb: "Hva som lindrer" },
  history: { en: "Background", nb: "Bakgrunn" },
  drugs: { en: "Drugs", nb: "Legemidler" },
  examination: { en: "Examination", nb: "Undersøkelse" },
  laboratory: { en: "Laboratory", nb: "Laboratorium" },
  ecg: { en: "ECG", nb: "EKG" },
  emg: { en: "EMG and nerve conduction", nb: "EMG og nevrografi" },
  imaging: { en: "Imaging", nb: "Bildediagnostikk" },
};
