import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AuditEvent, nextEntry } from "./audit-entry.ts";
import { AuditLog } from "./audit-log.ts";
import { extendChain } from "./extend-chain.ts";
import { FolderInUse } from "./folder-lock.ts";
import { openStore, type Store, type StorePlace } from "./store.ts";
import { putEmptyStore } from "./testing/empty-store.ts";
import { type PostgresServer, postgresServer } from "./testing/postgres-server.ts";

const folders: string[] = [];
const newFolder = () => {
  folders.push(mkdtempSync(join(tmpdir(), "krampe-store-")));
  return folders[folders.length - 1];
};
let postgres: PostgresServer | undefined = await postgresServer();
afterAll(() => {
  postgres?.remove();
  postgres = undefined;
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const event = (why = "patient-view"): AuditEvent => ({
  who: "local",
  what: "POST /cds-services/:id",
  why,
  knowledgeHash: "k",
  at: new Date("2026-11-22T12:00:00.123Z"),
});
const overridden = {
  card: "c1",
  outcome: "overridden" as const,
  outcomeTimestamp: "2026-11-22T12:00:00Z",
  overrideReason: { reason: { code: "known" }, userComment: "Kari has had this for years" },
};

const kinds: [string, () => StorePlace][] = [["PGlite", () => ({ folder: newFolder() })]];
const server = postgres;
if (server) kinds.push(["PostgreSQL", () => ({ url: server.freshDatabase() })]);

describe.each(kinds)("a store on %s", (_kind, place) => {
  let store: Store;
  let now = new Date("2026-11-22T12:00:00Z");
  beforeAll(async () => {
    const where = place();
    if ("folder" in where) await putEmptyStore(where.folder);
    store = await openStore(where, () => now);
    return () => store.close();
  });

  it("keeps feedback told twice once, and drops the clinician's own words", async () => {
    await store.keepFeedback("s", [overridden]);
    await store.keepFeedback("s", [{ ...overridden, outcomeTimestamp: "2026-11-22T13:00:00Z" }, overridden]);
    await store.keepFeedback("s", [
      { ...overridden, outcome: "accepted", acceptedSuggestions: [{ id: "a" }] },
    ]);
    const rows = await store.database.selectFrom("hook_feedback").selectAll().orderBy("outcome").execute();
    expect(rows.map(({ outcome, override_comment }) => [outcome, override_comment])).toEqual([
      ["accepted", null],
      ["overridden", null],
    ]);
    expect(rows[0].accepted_suggestions).toEqual(["a"]);
  });

  it("keeps the words when an administrator says so", async () => {
    expect(await store.changeSettings({ keepFeedbackComments: true })).toBe(true);
    await store.keepFeedback("other", [overridden]);
    const row = await store.database
      .selectFrom("hook_feedback")
      .selectAll()
      .where("service", "=", "other")
      .executeTakeFirstOrThrow();
    expect(row.override_comment).toContain("Kari");
  });

  it("refuses settings that make no sense", async () => {
    expect(await store.changeSettings({ feedbackDays: 0 })).toBe(false);
    expect(await store.changeSettings({ unknown: 1 } as never)).toBe(false);
    expect((await store.settings()).feedbackDays).toBe(730);
  });

  it("keeps no assessment until switched on, shows it only to its owner, and deletes it on its day", async () => {
    const assessment = { savedBy: "local", knowledgeHash: "k", content: { first: "fasciculations" } };
    expect(await store.saveAssessment(assessment)).toBeUndefined();
    await store.changeSettings({ saveAssessments: true, assessmentDays: 2 });
    const id = (await store.saveAssessment(assessment)) as string;
    expect(await store.savedAssessment(id, "local")).toEqual({ first: "fasciculations" });
    expect(await store.savedAssessment(id, "token:other")).toBeUndefined();
    now = new Date("2026-11-25T12:00:00Z");
    expect(await store.savedAssessment(id, "local")).toBeUndefined();
    expect((await store.deleteExpired()).assessments).toBe(1);
    now = new Date("2026-11-22T12:00:00Z");
  });

  it("keeps texts that no database takes, without what it cannot take", async () => {
    const odd = "a\u0000b\ud800c";
    await store.keepFeedback("odd", [
      { card: odd, outcome: "accepted", outcomeTimestamp: odd, acceptedSuggestions: [{ id: odd }] },
      { ...overridden, card: "c2", overrideReason: { reason: { code: odd, system: odd }, userComment: odd } },
    ]);
    const rows = await store.database
      .selectFrom("hook_feedback")
      .selectAll()
      .where("service", "=", "odd")
      .execute();
    expect(rows.map(({ card }) => card).sort()).toEqual(["a\uFFFDb\uFFFDc", "c2"]);
    const saved = { savedBy: "odd", knowledgeHash: "k", content: { text: odd } };
    const id = (await store.saveAssessment(saved)) as string;
    expect(await store.savedAssessment(id, "odd")).toEqual({ text: "a\uFFFDb\uFFFDc" });
    await store.database.deleteFrom("hook_feedback").where("service", "=", "odd").execute();
    await store.deleteAssessment(id, "odd");
  });

  it("deletes feedback and used tokens when kept long enough", async () => {
    await store.useJwtOnce("i", "old", new Date("2026-11-22T12:05:00Z"));
    now = new Date("2029-01-01T00:00:00Z");
    const deleted = await store.deleteExpired();
    now = new Date("2026-11-22T12:00:00Z");
    expect(deleted).toEqual({ assessments: 0, feedback: 3, usedJwts: 1, sessions: 0 });
  });

  it("lets a signed token's id count once, also when two ask at once", async () => {
    const tries = await Promise.all(
      Array.from({ length: 8 }, () => store.useJwtOnce("i", "j", new Date("2026-11-22T12:05:00Z"))),
    );
    expect(tries.filter(Boolean)).toHaveLength(1);
  });

  it("knows a token by its hash until it is revoked or expired", async () => {
    const token = (await store.createApiToken({ name: "lab", role: "clinician" })) as string;
    expect(await store.createApiToken({ name: "lab", role: "reader" })).toBeUndefined();
    expect(await store.findApiToken(token)).toMatchObject({ name: "lab", role: "clinician" });
    expect(await store.findApiToken(`${token}x`)).toBeUndefined();
    const kept = await store.database.selectFrom("api_tokens").selectAll().execute();
    expect(JSON.stringify(kept)).not.toContain(token);
    expect(await store.revokeApiToken("lab")).toBe(true);
    expect(await store.revokeApiToken("lab")).toBe(false);
    expect(await store.findApiToken(token)).toBeUndefined();
    const short = { name: "short", role: "reader", expiresAt: new Date("2026-11-22T11:00:00Z") } as const;
    expect(await store.findApiToken((await store.createApiToken(short)) as string)).toBeUndefined();
  });

  it("chains 300 entries written at once, in the order in which they were asked for", async () => {
    const entries = await Promise.all(
      Array.from({ length: 300 }, (_, index) => store.audit.append(event(`w${index}`))),
    );
    expect(entries.map(({ why }) => why)).toEqual(Array.from({ length: 300 }, (_, index) => `w${index}`));
    const check = await store.audit.verify();
    expect(check).toEqual({ count: 300, head: entries[299].hash });
    const lines: string[] = [];
    for await (const line of store.audit.exportLines()) lines.push(line);
    expect(JSON.parse(lines[299])).toEqual(entries[299]);
  });

  it("writes one after another as well as all at once", async () => {
    const before = (await store.audit.verify()).count;
    for (let index = 0; index < 5; index++) await store.audit.append(event());
    expect((await store.audit.verify()).count).toBe(before + 5);
  });

  it("goes on behind what another instance has written, and writes nothing where the chain does not end", async () => {
    const other = new AuditLog(store.database, (entries) => extendChain(store.database, entries));
    const entries = [];
    for (const log of [store.audit, other, store.audit, store.audit, other])
      entries.push(await log.append(event()));
    const { count, broken, head } = await store.audit.verify();
    expect(broken).toBeUndefined();
    expect(head).toBe(entries[4].hash);
    expect(entries.map(({ sequence }) => count - sequence)).toEqual([4, 3, 2, 1, 0]);
    const behind = nextEntry(event(), { ...entries[4], hash: "f".repeat(64) });
    expect(await extendChain(store.database, [behind])).toBe(false);
    expect((await store.audit.verify()).count).toBe(count);
  });

  it("lets nobody change, delete or empty the audit log", async () => {
    for (const attempt of [
      sql`update audit_log set who = 'someone else' where sequence = 3`,
      sql`delete from audit_log where sequence = 3`,
      sql`truncate audit_log`,
    ])
      await expect(attempt.execute(store.database)).rejects.toThrow(/only be added to/);
  });

  it("finds an entry that was changed behind its back", async () => {
    await sql`alter table audit_log disable trigger all`.execute(store.database);
    await sql`update audit_log set who = 'someone else' where sequence = 3`.execute(store.database);
    expect((await store.audit.verify()).broken).toEqual({ sequence: 3, reason: "hash" });
    await sql`delete from audit_log where sequence = 3`.execute(store.database);
    expect((await store.audit.verify()).broken).toEqual({ sequence: 3, reason: "number" });
  });
});

it("a folder is opened by one process at a time, and gives back what it kept", async () => {
  const folder = newFolder();
  const first = await openStore({ folder });
  await first.audit.append(event());
  await expect(openStore({ folder })).rejects.toThrow(FolderInUse);
  await first.close();
  const second = await openStore({ folder });
  expect((await second.audit.verify()).count).toBe(1);
  await second.close();
});

it.runIf(server)(
  "three instances that start and write together on one PostgreSQL keep one whole chain",
  async () => {
    const url = server?.freshDatabase() as string;
    const stores = await Promise.all([1, 2, 3].map(() => openStore({ url })));
    await Promise.all(
      stores.flatMap((store) =>
        Array.from({ length: 100 }, (_, index) => store.audit.append(event(`${index}`))),
      ),
    );
    expect(await stores[0].audit.verify()).toMatchObject({ count: 300 });
    expect((await stores[0].audit.verify()).broken).toBeUndefined();
    await Promise.all(stores.map((store) => store.close()));
  },
);

it.runIf(server)("what one instance has used or begun, another knows", async () => {
  const url = server?.freshDatabase() as string;
  const [first, second] = await Promise.all([openStore({ url }), openStore({ url })]);
  const until = new Date(Date.now() + 300_000);
  for (let token = 0; token < 20; token++) {
    const used = await Promise.all(
      [first, second, first, second].map((one) => one.useJwtOnce("i", `${token}`, until)),
    );
    expect(used.filter(Boolean)).toHaveLength(1);
  }
  const underWay = { state: "s", nonce: "n", codeVerifier: "v", dpopKey: { kty: "EC" }, returnTo: "/" };
  await first.keepSignIn("secret", underWay);
  const taken = await Promise.all([first, second].map((one) => one.takeSignIn("secret")));
  expect(taken.filter(Boolean)).toEqual([underWay]);
  const person = { who: "user:i|s", name: "n", role: "reader" as const, idToken: "t" };
  const session = await first.openSession(person);
  expect(await second.findSession(session)).toEqual(person);
  await second.closeSession(session);
  expect(await first.findSession(session)).toBeUndefined();
  const lines = Array.from({ length: 40 }, (_, index) => [
    { ...overridden, card: `c${index % 10}`, outcome: "accepted" as const },
  ]);
  await Promise.all(lines.flatMap((line) => [first.keepFeedback("s", line), second.keepFeedback("s", line)]));
  expect(await first.database.selectFrom("hook_feedback").select("id").execute()).toHaveLength(10);
  await Promise.all([first.close(), second.close()]);
});

it.runIf(server)("a PostgreSQL that was away is used again when it is back", async () => {
  const store = await openStore({ url: server?.freshDatabase() as string });
  await store.audit.append(event());
  server?.stop();
  await expect(store.audit.append(event())).rejects.toThrow();
  await expect(store.check()).rejects.toThrow();
  server?.start();
  await store.audit.append(event());
  expect(await store.audit.verify()).toMatchObject({ count: 2 });
  await store.close();
});
