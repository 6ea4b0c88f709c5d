/**
 * The audit log in the database: added to by one transaction at a time, whatever the number of instances.
 *
 * Entries that arrive while a transaction is under way wait and are written together by the next; each caller goes on only when
 * its own entry is committed. An advisory lock keeps instances on one PostgreSQL in line.
 */
import { type Kysely, sql, type Transaction } from "kysely";
import {
  AuditChainCheck,
  type AuditCheck,
  type AuditEntry,
  type AuditEvent,
  nextEntry,
} from "./audit-entry.ts";
import { jsonLine } from "./json-line.ts";
import type { Tables } from "./tables.ts";

/** Any number, as long as every instance uses the same. */
const CHAIN_LOCK = 1_524_800_117;
const MOST_AT_ONCE = 500;
const PAGE = 1000;
/** Beyond this many waiting, the database is not keeping up and new ones are turned away. */
const MOST_WAITING = 10_000;

interface Waiting {
  readonly event: AuditEvent;
  resolve(entry: AuditEntry): void;
  reject(reason: unknown): void;
}

export class AuditLog {
  readonly #database: Kysely<Tables>;
  #waiting: Waiting[] = [];
  #writing = false;

  constructor(database: Kysely<Tables>) {
    this.#database = database;
  }

  get waitingCount(): number {
    return this.#waiting.length;
  }

  /** Resolves when the entry is committed. */
  append(event: AuditEvent): Promise<AuditEntry> {
    if (this.#waiting.length >= MOST_WAITING)
      return Promise.reject(new Error("too many audit entries are waiting to be written"));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ event, resolve, reject });
      if (!this.#writing) void this.#writeAll();
    });
  }

  async *entries(): AsyncGenerator<AuditEntry> {
    yield* auditEntries(this.#database);
  }

  async verify(): Promise<AuditCheck> {
    const check = new AuditChainCheck();
    for await (const entry of this.entries()) check.add(entry);
    return check.result;
  }

  /** Whether the entry with this hash is in the log. */
  async has(hash: string): Promise<boolean> {
    const row = await this.#database
      .selectFrom("audit_log")
      .select("sequence")
      .where("hash", "=", hash)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** One entry a line, as JSON. */
  async *exportLines(): AsyncGenerator<string> {
    for await (const entry of this.entries()) yield jsonLine(entry);
  }

  /** Never rejects: each waiting caller is told by itself. */
  async #writeAll(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, MOST_AT_ONCE);
      try {
        const entries = await this.#database.transaction().execute((transaction) =>
          appendInside(
            transaction,
            batch.map(({ event }) => event),
          ),
        );
        for (const [index, one] of batch.entries()) one.resolve(entries[index]);
      } catch (error) {
        for (const one of batch) one.reject(error);
      }
    }
    // In the same turn as the last look at the queue: whoever comes later starts anew.
    this.#writing = false;
  }
}

/** Adds to the chain inside a transaction that others of the caller's writes may share. */
export async function appendInside(
  transaction: Transaction<Tables>,
  events: readonly AuditEvent[],
): Promise<AuditEntry[]> {
  await sql`select pg_advisory_xact_lock(${sql.lit(CHAIN_LOCK)})`.execute(transaction);
  const row = await transaction
    .selectFrom("audit_log")
    .selectAll()
    .orderBy("sequence", "desc")
    .limit(1)
    .executeTakeFirst();
  let last = row && entryOf(row);
  const entries: AuditEntry[] = [];
  for (const event of events) {
    last = nextEntry(event, last);
    entries.push(last);
  }
  await transaction.insertInto("audit_log").values(entries.map(rowOf)).execute();
  return entries;
}

/** In order, read page by page; from one snapshot when given a transaction. */
export async function* auditEntries(
  database: Kysely<Tables> | Transaction<Tables>,
): AsyncGenerator<AuditEntry> {
  for (let after = 0; ; ) {
    const rows = await database
      .selectFrom("audit_log")
      .selectAll()
      .where("sequence", ">", after)
      .orderBy("sequence")
      .limit(PAGE)
      .execute();
    for (const row of rows) yield entryOf(row);
    if (rows.length < PAGE) return;
    after = Number(rows[rows.length - 1].sequence);
  }
}

export function rowOf(entry: AuditEntry) {
  return {
    sequence: entry.sequence,
    at: entry.at,
    who: entry.who,
    what: entry.what,
    why: entry.why,
    knowledge_hash: entry.knowledgeHash,
    previous_hash: entry.previousHash,
    hash: entry.hash,
  };
}

export function entryOf(row: {
  sequence: string | number;
  at: Date;
  who: string;
  what: string;
  why: string;
  knowledge_hash: string;
  previous_hash: string;
  hash: string;
}): AuditEntry {
  return {
    sequence: Number(row.sequence),
    at: row.at.toISOString(),
    who: row.who,
    what: row.what,
    why: row.why,
    knowledgeHash: row.knowledge_hash,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}
