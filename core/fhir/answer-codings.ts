/** The three answers to a question about a sign, as SNOMED CT codes them. */
import type { Text } from "../issue/text.ts";
import { SNOMED } from "./code-systems.ts";

export interface AnswerCoding {
  readonly says: "present" | "absent" | "unknown";
  readonly code: string;
  readonly label: Text;
}

export const ANSWER_SYSTEM = SNOMED;

export const SIGN_ANSWERS: readonly AnswerCoding[] = [
  { says: "present", code: "373066001", label: { en: "Yes", nb: "Ja" } },
  { says: "absent", code: "373067005", label: { en: "No", nb: "Nei" } },
  { says: "unknown", code: "261665006", label: { en: "Unknown", nb: "Ukjent" } },
];
