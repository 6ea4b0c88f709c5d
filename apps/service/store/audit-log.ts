/**
 * The audit log in the database: added to by one transaction at a time, whatever the number of instances.
 *
 * Entries that arrive while a transaction is under way wait and are written together by the next; each caller goes on only when
 * its own entry is committed. As a rule that is one statement: the end of the chain is remembered, and nothing is written when it is no longer
 * there. When another instance was faster, the end is read anew. Either way an advisory lock is held until the entries are committed,
 * which keeps instances on one PostgreSQL in line.
 */
import { type Kysely, sql, type Transaction } from "kysely";
import {
  AuditChainCheck,
  type AuditCheck,
  type AuditEntry,
  type AuditEvent,
  nextEntry,
} from "./audit-entry.ts";
import { CHAIN_LOCK, type ExtendChain, extendChain } from "./extend-chain.ts";
import { jsonLine } from "./json-line.ts";
import type { Tables } from "./tables.ts";

const MOST_AT_ONCE = 500;
/** Of the event loop, for which a write waits for more to come along: each costs what the answers that are worked out in it take. */
const MOST_TURNS = 4;
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
  readonly #extend: ExtendChain;
  #waiting: Waiting[] = [];
  #writing = false;
  /** The end of the chain as this instance last saw it; undefined after any doubt. */
  #last: AuditEntry | undefined;
  /** While another instance writes too, what is remembered is mostly wrong; in ms since the epoch. */
  #sharedUntil = 0;

  /** `extend` is how this database puts entries at the end of the chain outside a transaction. */
  constructor(database: Kysely<Tables>, extend: ExtendChain) {
    this.#database = database;
    this.#extend = extend;
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

  /** With `sought` it also tells whether the entry with this hash is in the log. */
  async verify(sought?: string): Promise<AuditCheck & { readonly isFound?: boolean }> {
    const check = new AuditChainCheck();
    let isFound = false;
    for await (const entry of this.entries()) {
      check.add(entry);
      isFound ||= entry.hash === sought;
    }
    return { ...check.result, ...(sought !== undefined && { isFound }) };
  }

  /** One entry a line, as JSON. */
  async *exportLines(): AsyncGenerator<string> {
    for await (const entry of this.entries()) yield jsonLine(entry);
  }

  async #write(events: readonly AuditEvent[]): Promise<AuditEntry[]> {
    if (this.#last && Date.now() >= this.#sharedUntil) {
      const entries = chained(events, this.#last);
      if (await this.#extend(entries)) return entries;
      this.#sharedUntil = Date.now() + SHARED_MS;
    }
    return this.#database.transaction().execute((transaction) => appendBehindLock(transaction, events));
  }

  /** Lets what arrives in this turn of the event loop come along, and in the next ones as long as something does. */
  async #gather(): Promise<void> {
    for (let turn = 0, before = 0; turn < MOST_TURNS && before < this.#waiting.length; turn++) {
      before = this.#waiting.length;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Never rejects: each waiting caller is told by itself. */
  async #writeAll(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      await this.#gather();
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
  if (!(await extendChain(transaction, entries))) throw new Error("the audit chain grew behind its lock");
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
