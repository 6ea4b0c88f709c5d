/**
 * The whole store as lines of JSON, and back: head, one row a line, and an end with the SHA-256 of all before it.
 *
 * Written from one snapshot, so that a service on PostgreSQL may go on meanwhile. Read in one transaction into an empty store: a file
 * that is cut off, changed, or whose audit chain does not hold leaves the store empty. Read from PostgreSQL, restored into a folder,
 * or the other way round: the tables are the same.
 */
import { createHash } from "node:crypto";
import type { Kysely, Transaction } from "kysely";
import { AuditChainCheck } from "./audit-entry.ts";
import { entryOf } from "./audit-log.ts";
import { jsonLine } from "./json-line.ts";
import { NEWEST_MIGRATION } from "./migrations.ts";
import { TABLES, type Tables } from "./tables.ts";

type TableName = (typeof TABLES)[number];
export type RowCounts = Readonly<Record<TableName, number>>;

export type Restored =
  | { readonly ok: true; readonly rows: RowCounts; readonly auditHead: string }
  | { readonly ok: false; readonly reason: "no-backup" | "newer" | "damaged" | "audit-broken" | "not-empty" };

const FORMAT = 1;
const PAGE = 500;
/** In which the pages are read; each is unique. */
const ORDER: Readonly<Record<TableName, readonly string[]>> = {
  settings: ["name"],
  api_tokens: ["id"],
  hook_feedback: ["id"],
  saved_assessments: ["id"],
  used_jwts: ["issuer", "jti"],
  audit_log: ["sequence"],
};
/** Columns of JSON, which the driver wants as text. */
const JSON_COLUMNS = new Set(["value", "accepted_suggestions", "content"]);

/** Any table, with its columns known only when running. */
type Rows = Kysely<Record<string, Record<string, unknown>>>;

export async function writeBackup(
  database: Kysely<Tables>,
  at: Date,
  write: (line: string) => Promise<void>,
): Promise<RowCounts> {
  const rows = noRows();
  const hash = createHash("sha256");
  const put = async (value: unknown) => {
    const line = jsonLine(value);
    hash.update(line);
    await write(line);
  };
  await put({ krampe: "backup", format: FORMAT, migration: NEWEST_MIGRATION, at: at.toISOString() });
  await database
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute(async (snapshot) => {
      for (const table of TABLES)
        for await (const row of rowsOf(snapshot, table)) {
          await put({ table, row });
          rows[table]++;
        }
    });
  await write(jsonLine({ end: true, rows, sha256: hash.digest("hex") }));
  return rows;
}

async function* rowsOf(snapshot: Transaction<Tables>, table: TableName) {
  for (let offset = 0; ; offset += PAGE) {
    let query = (snapshot as unknown as Rows).selectFrom(table).selectAll().limit(PAGE).offset(offset);
    for (const column of ORDER[table]) query = query.orderBy(column);
    const found = await query.execute();
    yield* found;
    if (found.length < PAGE) return;
  }
}

/** Lines without their line ends. */
export async function readBackup(database: Kysely<Tables>, lines: AsyncIterable<string>): Promise<Restored> {
  try {
    return await database.transaction().execute((transaction) => restoreInside(transaction, lines));
  } catch (error) {
    if (error instanceof Refused) return { ok: false, reason: error.reason };
    throw error;
  }
}

async function restoreInside(
  transaction: Transaction<Tables>,
  lines: AsyncIterable<string>,
): Promise<Restored> {
  if (!(await isEmpty(transaction))) throw new Refused("not-empty");
  const rows = noRows();
  const hash = createHash("sha256");
  const chain = new AuditChainCheck();
  let ended = false;
  let isFirst = true;
  for await (const line of lines) {
    if (ended) throw new Refused("damaged");
    const value = jsonOf(line);
    if (isFirst) refuseOtherFiles(value);
    else if (value?.end === true) {
      if (value.sha256 !== hash.digest("hex")) throw new Refused("damaged");
      ended = true;
    } else {
      const table = TABLES.find((one) => one === value?.table);
      const row = value?.row as Record<string, unknown> | undefined;
      if (table === undefined || typeof row !== "object" || row === null) throw new Refused("damaged");
      if (table === "audit_log")
        chain.add(entryOf({ ...(row as Parameters<typeof entryOf>[0]), at: momentOf(row.at) }));
      await insert(transaction, table, row);
      rows[table]++;
    }
    if (!ended) hash.update(`${line}\n`);
    isFirst = false;
  }
  if (isFirst) throw new Refused("no-backup");
  if (!ended) throw new Refused("damaged");
  if (chain.result.broken) throw new Refused("audit-broken");
  return { ok: true, rows, auditHead: chain.result.head };
}

class Refused extends Error {
  readonly reason: Exclude<Restored, { ok: true }>["reason"];
  constructor(reason: Refused["reason"]) {
    super(reason);
    this.reason = reason;
  }
}

function refuseOtherFiles(head: Record<string, unknown> | undefined): void {
  if (head?.krampe !== "backup" || typeof head.migration !== "string") throw new Refused("no-backup");
  if (head.format !== FORMAT || head.migration > NEWEST_MIGRATION) throw new Refused("newer");
}

function jsonOf(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function momentOf(value: unknown): Date {
  const moment = new Date(String(value));
  if (Number.isNaN(moment.getTime())) throw new Refused("damaged");
  return moment;
}

async function insert(
  transaction: Transaction<Tables>,
  table: TableName,
  row: Record<string, unknown>,
): Promise<void> {
  const values = Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      JSON_COLUMNS.has(column) ? JSON.stringify(value) : value,
    ]),
  );
  try {
    await (transaction as unknown as Rows).insertInto(table).values(values).execute();
  } catch (error) {
    // Class 22 and 23, and an unknown column: the row does not fit its table.
    if (/^(22|23|42703)/.test((error as { code?: string }).code ?? "")) throw new Refused("damaged");
    throw error;
  }
}

async function isEmpty(transaction: Transaction<Tables>): Promise<boolean> {
  for (const table of TABLES) {
    const row = await (transaction as unknown as Rows).selectFrom(table).selectAll().limit(1).execute();
    if (row.length > 0) return false;
  }
  return true;
}

function noRows(): Record<TableName, number> {
  return Object.fromEntries(TABLES.map((table) => [table, 0])) as Record<TableName, number>;
}
