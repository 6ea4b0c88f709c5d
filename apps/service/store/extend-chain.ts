/**
 * The statement that puts entries at the end of the audit chain.
 *
 * One statement whatever the number of entries, with all of them in one parameter, and nothing written unless the entry before the first
 * is where this instance believes it: whoever misses the end of the chain must read it anew. The lock comes before the rows, so that
 * nobody's entries come between another's look at the end of the chain and its own.
 */
import { CompiledQuery, type Kysely, type Transaction } from "kysely";
import type { AuditEntry } from "./audit-entry.ts";
import type { Tables } from "./tables.ts";

/** True when the entries are committed, false with nothing written when the chain ends elsewhere. */
export type ExtendChain = (entries: readonly AuditEntry[]) => Promise<boolean>;

/** Any number, as long as every instance uses the same. */
export const CHAIN_LOCK = 1_524_800_117;

export const EXTEND_CHAIN = `
  insert into audit_log (sequence, at, who, what, why, knowledge_hash, previous_hash, hash)
  select sequence, at, who, what, why, "knowledgeHash", "previousHash", hash
  from json_to_recordset($1::json) as entry(
    sequence bigint, at timestamptz, who text, what text, why text,
    "knowledgeHash" text, "previousHash" text, hash text)
  where (select pg_advisory_xact_lock(${CHAIN_LOCK})) is not null
    and ($2::bigint = 0 or exists (select from audit_log where sequence = $2::bigint and hash = $3::text))`;

/** What `$1`, `$2` and `$3` stand for. */
export function parametersOf(entries: readonly AuditEntry[]): [string, string, string] {
  const { sequence, previousHash } = entries[0];
  return [JSON.stringify(entries), String(sequence - 1), previousHash];
}

/** False when the table refuses a second entry with the same number: another instance was faster. */
export async function unlessTaken(written: Promise<boolean>): Promise<boolean> {
  try {
    return await written;
  } catch (error) {
    if ((error as { code?: string } | null)?.code === "23505") return false;
    throw error;
  }
}

export function extendChain(
  database: Kysely<Tables> | Transaction<Tables>,
  entries: readonly AuditEntry[],
): Promise<boolean> {
  const written = database.executeQuery(CompiledQuery.raw(EXTEND_CHAIN, parametersOf(entries)));
  return unlessTaken(written.then(({ numAffectedRows }) => numAffectedRows !== 0n));
}
