/**
 * The tables of the store, as Kysely sees them; `migrations.ts` makes them.
 *
 * None holds anything about a patient, with one exception that is off until someone switches it on: saved assessments.
 */
import type { ColumnType, Generated } from "kysely";

/** Written as ISO text or Date, read as Date. */
type Moment = ColumnType<Date, Date | string, Date | string>;
type OptionalMoment = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
type Json = ColumnType<unknown, string, string>;

export interface Tables {
  audit_log: AuditTable;
  hook_feedback: FeedbackTable;
  settings: SettingsTable;
  saved_assessments: SavedAssessmentsTable;
  api_tokens: ApiTokensTable;
  used_jwts: UsedJwtsTable;
  sign_ins: SignInsTable;
  sessions: SessionsTable;
}

interface AuditTable {
  /** From 1, without gaps; int8, which drivers read as text or number. */
  sequence: ColumnType<string | number, number, never>;
  at: ColumnType<Date, Date | string, never>;
  who: ColumnType<string, string, never>;
  what: ColumnType<string, string, never>;
  why: ColumnType<string, string, never>;
  knowledge_hash: ColumnType<string, string, never>;
  previous_hash: ColumnType<string, string, never>;
  hash: ColumnType<string, string, never>;
}

interface FeedbackTable {
  /** SHA-256 over service, card and outcome: the same told twice is one row. */
  id: string;
  service: string;
  card: string;
  outcome: string;
  outcome_at: string;
  accepted_suggestions: Json;
  override_reason_code: string | null;
  override_reason_system: string | null;
  override_comment: string | null;
  received_at: Moment;
}

interface SettingsTable {
  name: string;
  value: Json;
  changed_at: Moment;
}

interface SavedAssessmentsTable {
  id: string;
  saved_by: string;
  saved_at: Moment;
  delete_after: Moment;
  knowledge_hash: string;
  content: Json;
}

interface ApiTokensTable {
  id: string;
  name: string;
  /** SHA-256 of the token; the token itself is shown once and never kept. */
  hash: string;
  role: string;
  created_at: Moment;
  expires_at: OptionalMoment;
  revoked_at: OptionalMoment;
}

interface UsedJwtsTable {
  issuer: string;
  jti: string;
  expires_at: Moment;
  seen_at: Generated<Date>;
}

interface SignInsTable {
  /** SHA-256 of what the browser holds. */
  hash: string;
  state: string;
  nonce: string;
  code_verifier: string;
  /** Private JWK, for this sign-in alone. */
  dpop_key: Json;
  /** Where in the application the person wanted to go: a path. */
  return_to: string;
  expires_at: Moment;
}

interface SessionsTable {
  /** SHA-256 of what the browser holds. */
  hash: string;
  /** `user:ISSUER|SUBJECT`, as the audit log names the person. */
  who: string;
  /** To be shown to the person; may be empty. */
  name: string;
  role: string;
  /** With which the provider is asked to end its own session. */
  id_token: string;
  seen_at: Moment;
  expires_at: Moment;
}

/**
 * In the order in which a backup writes and a restore reads them. Sign-ins and sessions are left out: a restored store must not let
 * anyone in who had signed in before.
 */
export const TABLES = [
  "settings",
  "api_tokens",
  "hook_feedback",
  "saved_assessments",
  "used_jwts",
  "audit_log",
] as const satisfies readonly (keyof Tables)[];
