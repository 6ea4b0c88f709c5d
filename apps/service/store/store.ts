/**
 * What the service keeps, in one place: PGlite in a folder, or PostgreSQL. Both speak the same SQL and run the same migrations.
 *
 * A folder survives a killed process; against a failing disk or power cut use PostgreSQL, and `krampe backup` for either.
 */
import { join } from "node:path";
import { type Kysely as Database, Kysely, PGliteDialect, PostgresDialect, sql } from "kysely";
import type { Feedback } from "../hooks/hook-request.ts";
import {
  type ApiToken,
  createApiToken,
  findApiToken,
  revokeApiToken,
  workingTokenCount,
} from "./api-tokens.ts";
import { AuditLog } from "./audit-log.ts";
import { type ExtendChain, extendChain } from "./extend-chain.ts";
import { lockFolder } from "./folder-lock.ts";
import { keepFeedback } from "./hook-feedback.ts";
import { migrate } from "./migrations.ts";
import { type Deleted, deleteExpired } from "./retention.ts";
import {
  deleteAssessment,
  type SavedAssessment,
  saveAssessment,
  savedAssessment,
  savedAssessmentsOf,
} from "./saved-assessments.ts";
import { closeSession, findSession, openSession, type Session } from "./sessions.ts";
import { changeSettings, readSettings, type Settings } from "./settings.ts";
import { keepSignIn, type SignInUnderWay, takeSignIn } from "./sign-ins.ts";
import type { Tables } from "./tables.ts";
import { useJwtOnce } from "./used-jwts.ts";

/** A folder for PGlite, or the address of a PostgreSQL. */
export type StorePlace = { readonly folder: string } | { readonly url: string };

const CONNECTIONS = 8;
const LONGEST_MS = 5_000;

/** Throws when the place cannot be used; FolderInUse when another process has it. */
export async function openStore(place: StorePlace, now: () => Date = () => new Date()): Promise<Store> {
  return "url" in place ? openPostgres(place.url, now) : openFolder(place.folder, now);
}

export class Store {
  readonly database: Database<Tables>;
  readonly audit: AuditLog;
  readonly #now: () => Date;
  readonly #letGo: () => void;

  constructor(database: Database<Tables>, extend: ExtendChain, now: () => Date, letGo: () => void) {
    this.database = database;
    this.audit = new AuditLog(database, extend);
    this.#now = now;
    this.#letGo = letGo;
  }

  /** Resolves when the database answers, rejects when not. */
  async check(): Promise<void> {
    await sql`select 1`.execute(this.database);
  }

  keepFeedback(service: string, feedback: Feedback["feedback"]): Promise<void> {
    return keepFeedback(this.database, service, feedback, this.#now());
  }

  settings(): Promise<Settings> {
    return readSettings(this.database);
  }

  changeSettings(change: Partial<Settings>): Promise<boolean> {
    return changeSettings(this.database, change, this.#now());
  }

  saveAssessment(assessment: Parameters<typeof saveAssessment>[1]): Promise<string | undefined> {
    return saveAssessment(this.database, assessment, this.#now());
  }

  savedAssessment(id: string, reader: string): Promise<unknown> {
    return savedAssessment(this.database, id, reader, this.#now());
  }

  savedAssessmentsOf(reader: string): Promise<SavedAssessment[]> {
    return savedAssessmentsOf(this.database, reader, this.#now());
  }

  deleteAssessment(id: string, owner: string): Promise<boolean> {
    return deleteAssessment(this.database, id, owner);
  }

  createApiToken(token: Parameters<typeof createApiToken>[1]): Promise<string | undefined> {
    return createApiToken(this.database, token, this.#now());
  }

  findApiToken(token: string): Promise<ApiToken | undefined> {
    return findApiToken(this.database, token, this.#now());
  }

  revokeApiToken(name: string): Promise<boolean> {
    return revokeApiToken(this.database, name, this.#now());
  }

  workingTokenCount(): Promise<number> {
    return workingTokenCount(this.database, this.#now());
  }

  useJwtOnce(issuer: string, jti: string, expiresAt: Date): Promise<boolean> {
    return useJwtOnce(this.database, issuer, jti, expiresAt);
  }

  keepSignIn(secret: string, signIn: SignInUnderWay): Promise<void> {
    return keepSignIn(this.database, secret, signIn, this.#now());
  }

  takeSignIn(secret: string): Promise<SignInUnderWay | undefined> {
    return takeSignIn(this.database, secret, this.#now());
  }

  openSession(session: Session): Promise<string> {
    return openSession(this.database, session, this.#now());
  }

  findSession(secret: string): Promise<Session | undefined> {
    return findSession(this.database, secret, this.#now());
  }

  closeSession(secret: string): Promise<Session | undefined> {
    return closeSession(this.database, secret);
  }

  deleteExpired(): Promise<Deleted> {
    return deleteExpired(this.database, this.#now());
  }

  async close(): Promise<void> {
    await this.database.destroy();
    this.#letGo();
  }
}

async function openFolder(folder: string, now: () => Date): Promise<Store> {
  const letGo = lockFolder(folder);
  try {
    const { PGlite } = await import("@electric-sql/pglite");
    const pglite = await PGlite.create(join(folder, "database"));
    const database = await migrated(new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) }));
    const { preparedExtendChain } = await import("./prepared-extend-chain.ts");
    return new Store(database, await preparedExtendChain(pglite, database), now, letGo);
  } catch (error) {
    letGo();
    throw error;
  }
}

async function openPostgres(url: string, now: () => Date): Promise<Store> {
  const { Pool } = await import("pg");
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: LONGEST_MS,
    query_timeout: LONGEST_MS,
    application_name: "krampe",
  });
  // A connection that breaks is replaced by the next query, which tells the caller; unheard, these events would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const database = await migrated(new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }));
  return new Store(
    database,
    (entries) => extendChain(database, entries),
    now,
    () => {},
  );
}

async function migrated(database: Database<Tables>): Promise<Database<Tables>> {
  try {
    await migrate(database);
    return database;
  } catch (error) {
    await database.destroy();
    throw error;
  }
}
