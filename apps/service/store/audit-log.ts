/**
 * The audit log in the database: added to by one transaction at a time, whatever the number of instances.
 *
 * Entries that arrive while a transaction is under way wait and are written together by the next; each caller goes on only when
 * its own entry is committed. As a rule that is one statement: the end of the chain is remembered, and the table itself refuses a
 * second entry with the same number or predecessor. When another instance was faster, the end is read anew. Either way an advisory lock
 * is held until the entries are committed, which keeps instances on one PostgreSQL in line.
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
/** How long after another instance was faster the end of the chain is read anew each time. */
const SHARED_MS = 1000;
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
  /** The end of the chain as this instance last saw it; undefined after any doubt. */
  #last: AuditEntry | undefined;
  /** While another instance writes too, what is remembered is mostly wrong; in ms since the epoch. */
  #sharedUntil = 0;

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

  async #write(events: readonly AuditEvent[]): Promise<AuditEntry[]> {
    if (this.#last && Date.now() >= this.#sharedUntil) {
      const entries = chained(events, this.#last);
      try {
        await insert(this.#database, entries);
        return entries;
      } catch (error) {
        if (!anotherWasFaster(error)) throw error;
        this.#sharedUntil = Date.now() + SHARED_MS;
      }
    }
    return this.#database.transaction().execute((transaction) => appendBehindLock(transaction, events));
  }

  /** Never rejects: each waiting caller is told by itself. */
  async #writeAll(): Promise<void> {
    this.#writing = true;
    // Let what arrives in this turn of the loop come along.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, MOST_AT_ONCE);
      try {
        const entries = await this.#write(batch.map(({ event }) => event));
        this.#last = entries[entries.length - 1];
        for (const [index, one] of batch.entries()) one.resolve(entries[index]);
      } catch (error) {
        this.#last = undefined;
        for (const one of batch) one.reject(error);
      }
    }
    // In the same turn as the last look at the queue: whoever comes later starts anew.
    this.#writing = false;
  }
}

async function appendBehindLock(
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
  const entries = chained(events, row && entryOf(row));
  await insert(transaction, entries);
  return entries;
}

function chained(events: readonly AuditEvent[], after: AuditEntry | undefined): AuditEntry[] {
  const entries: AuditEntry[] = [];
  let last = after;
  for (const event of events) {
    last = nextEntry(event, last);
    entries.push(last);
  }
  return entries;
}

/**
 * All in one statement with one parameter: each further parameter costs PGlite more than a row. The lock comes before the rows, so that
 * nobody's entries come between another's look at the end of the chain and its own.
 */
async function insert(database: Kysely<Tables>, entries: readonly AuditEntry[]): Promise<void> {
  const rows = JSON.stringify(entries.map(rowOf));
  await sql`
    with held as materialized (select pg_advisory_xact_lock(${sql.lit(CHAIN_LOCK)}))
    insert into audit_log (sequence, at, who, what, why, knowledge_hash, previous_hash, hash)
    select sequence, at, who, what, why, knowledge_hash, previous_hash, hash
    from held, json_to_recordset(${rows}::json) as row(
      sequence bigint, at timestamptz, who text, what text, why text,
      knowledge_hash text, previous_hash text, hash text)`.execute(database);
}

/** The table's refusal of a second entry with the same number or predecessor. */
function anotherWasFaster(error: unknown): boolean {
  return (error as { code?: string } | null)?.code === "23505";
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
