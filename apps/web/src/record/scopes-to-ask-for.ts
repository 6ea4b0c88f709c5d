/** The scopes that are asked for: to read what an assessment reads, to create what can be written back, and nothing else. */
import { READ_TYPES } from "./read-types.ts";

export const WRITTEN_TYPES = [
  "ServiceRequest",
  "DocumentReference",
  "Communication",
  "QuestionnaireResponse",
] as const;

export interface Asking {
  /** Of SMART's scopes: what the server says it knows. */
  readonly version: 1 | 2;
  /** Opened from the record, with its patient; otherwise the patient is chosen. */
  readonly launched: boolean;
  /** What the deployment wants instead. */
  readonly instead?: string | undefined;
}

export function scopesToAskFor({ version, launched, instead }: Asking): string {
  const [read, create] = version === 2 ? ["rs", "c"] : ["read", "write"];
  const own = [
    "openid fhirUser",
    ...READ_TYPES.map((type) => `patient/${type}.${read}`),
    ...WRITTEN_TYPES.map((type) => `patient/${type}.${create}`),
  ].join(" ");
  return `${launched ? "launch" : "launch/patient"} ${instead ?? own}`;
}
