import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "@krampe/service/store/store.ts";
import { putEmptyStore } from "@krampe/service/store/testing/empty-store.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runCommand } from "../main.ts";
import { recordedIo } from "../testing/recorded-io.ts";

const folder = mkdtempSync(join(tmpdir(), "krampe-backup-"));
const at = (name: string) => join(folder, name);
const FILE = at("first.backup");
let head = "";

async function krampe(...args: string[]) {
  const io = recordedIo();
  const code = await runCommand(args, io);
  return { code, ...io.written };
}

beforeAll(async () => {
  for (const name of ["old", "new", "empty"]) await putEmptyStore(at(name));
  const store = await openStore({ folder: at("old") });
  await store.changeSettings({ saveAssessments: true });
  await store.saveAssessment({ savedBy: "local", knowledgeHash: "k", content: { text: 'æøå \u2028 "' } });
  await store.keepFeedback("s", [{ card: "c", outcome: "accepted", outcomeTimestamp: "2026-11-22" }]);
  await store.createApiToken({ name: "lab", role: "reader" });
  await store.useJwtOnce("issuer", "jti", new Date("2030-01-01T00:00:00Z"));
  for (let index = 0; index < 1200; index++)
    void store.audit.append({ who: "local", what: "w", why: `${index}`, knowledgeHash: "k", at: new Date() });
  await store.audit.append({ who: "local", what: "last", why: "-", knowledgeHash: "k", at: new Date() });
  head = (await store.audit.verify()).head;
  await store.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("what was backed up is restored into a fresh store, with its audit chain whole", async () => {
  const written = await krampe("backup", FILE, "--data", at("old"));
  expect(written).toMatchObject({ code: 0, error: "" });
  expect(written.out).toContain("1206 rows");
  expect(statSync(FILE).mode & 0o077).toBe(0);
  expect(existsSync(`${FILE}.part`)).toBe(false);
  const restored = await krampe("restore", FILE, "--data", at("new"));
  expect(restored).toMatchObject({ code: 0, error: "" });
  expect(restored.out).toContain(head);

  const verified = await krampe("audit", "verify", "--head", head, "--data", at("new"));
  expect(verified).toMatchObject({ code: 0, error: "" });
  expect(verified.out).toContain("1202 ·");
  const exported = await krampe("audit", "export", "--data", at("new"));
  const last = JSON.parse(exported.out.trimEnd().split("\n")[1201]);
  expect(last).toMatchObject({ sequence: 1202, what: "krampe restore", previousHash: head });

  const again = await krampe("backup", at("second.backup"), "--data", at("new"));
  expect(again.code).toBe(0);
  const rows = (file: string) =>
    readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line.startsWith('{"table"') && !line.includes("krampe restore"));
  expect(rows(at("second.backup"))).toEqual(rows(FILE));
});

it("a file that is cut off, changed or no backup is refused, and nothing is written", async () => {
  const text = readFileSync(FILE, "utf8");
  const lines = text.split("\n");
  const bad: Record<string, [string, string]> = {
    cut: [lines.slice(0, 900).join("\n"), "cut off or changed"],
    changed: [text.replace('"accepted"', '"overridden"'), "cut off or changed"],
    more: [`${text}{"table":"settings","row":{}}\n`, "cut off or changed"],
    column: [text.replace('"who"', '"no_such_column"'), "cut off or changed"],
    other: ['{"resourceType":"Patient"}\n', "no backup"],
    blank: ["", "no backup"],
    newer: [text.replace('"migration":"2026', '"migration":"2999'), "newer"],
  };
  for (const [name, [content, message]] of Object.entries(bad)) {
    writeFileSync(at(name), content);
    const refused = await krampe("restore", at(name), "--data", at("empty"));
    expect([name, refused.code, refused.out]).toEqual([name, 1, ""]);
    expect(refused.error).toContain(message);
  }
  const store = await openStore({ folder: at("empty") });
  expect((await store.audit.verify()).count).toBe(0);
  expect(await store.database.selectFrom("hook_feedback").selectAll().execute()).toEqual([]);
  await store.close();
});

it("a store that holds something is not written over, and a store that is not there is not made", async () => {
  const full = await krampe("restore", FILE, "--data", at("old"));
  expect([full.code, full.error.includes("not empty")]).toEqual([1, true]);
  const missing = await krampe("backup", at("third.backup"), "--data", at("nowhere"));
  expect([missing.code, missing.error.includes("no store")]).toEqual([2, true]);
  expect(existsSync(at("nowhere"))).toBe(false);
  expect((await krampe("backup", FILE, "--data", at("old"))).error).toContain("is there already");
});

it("a hash that is not in the log shows that its end was cut off", async () => {
  const verified = await krampe("audit", "verify", "--head", "f".repeat(64), "--data", at("old"));
  expect([verified.code, verified.error.includes("cut off")]).toEqual([1, true]);
});

it("a token is printed once, works until revoked, and both are in the audit log", async () => {
  const made = await krampe("token", "create", "ehr", "--role", "clinician", "--data", at("old"));
  expect(made.out).toMatch(/^krampe_[\w-]{43}\n$/);
  expect((await krampe("token", "create", "ehr", "--role", "reader", "--data", at("old"))).code).toBe(1);
  expect((await krampe("token", "create", "x", "--role", "king", "--data", at("old"))).code).toBe(2);
  expect((await krampe("token", "revoke", "ehr", "--data", at("old"))).code).toBe(0);
  const { out } = await krampe("audit", "export", "--data", at("old"));
  expect(out).toContain("krampe token revoke");
  expect(out).not.toContain(made.out.trim());
});

it("settings are shown, changed and written to the audit log; what makes no sense is refused", async () => {
  expect((await krampe("settings", "--data", at("old"))).out).toContain("saveAssessments=true\n");
  const changed = await krampe("settings", "saveAssessments=false", "feedbackDays=30", "--data", at("old"));
  expect(changed.out).toMatch(/^saveAssessments=false\n[\s\S]*feedbackDays=30\n/);
  for (const wrong of ["feedbackDays=0", "feedbackDays=true", "colour=1", "feedbackDays=010", "feedbackDays"])
    expect((await krampe("settings", wrong, "--data", at("old"))).code).toBe(2);
  expect((await krampe("audit", "export", "--data", at("old"))).out).toContain(
    '"what":"krampe settings","why":"saveAssessments=false feedbackDays=30"',
  );
});
