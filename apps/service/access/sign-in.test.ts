import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import type { FastifyInstance } from "fastify";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { knowledgeOnDisk } from "../../cli/knowledge-on-disk.ts";
import { buildService } from "../application.ts";
import { openStore, type Store } from "../store/store.ts";
import { putEmptyStore } from "../store/testing/empty-store.ts";
import { type SignInSettings, signInProvider, UnusableProvider } from "./sign-in-provider.ts";
import { Browser } from "./testing/browser.ts";
import { CLIENT_ID, newKey, openidProvider, type TestProvider } from "./testing/openid-provider.ts";

const loaded = knowledgeOnDisk(fileURLToPath(new URL("../../../knowledge", import.meta.url)));
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const compiled = compileKnowledge(loaded.value);
const folder = mkdtempSync(join(tmpdir(), "krampe-sign-in-"));

const settings = (provider: TestProvider): SignInSettings => ({
  issuer: provider.issuer,
  clientId: CLIENT_ID,
  key: provider.clientKey,
  scopes: ["profile"],
  roleClaim: "roles",
  roles: [
    { value: "doctor", role: "clinician" },
    { value: "student", role: "reader" },
  ],
  strict: true,
});

let provider: TestProvider;
let store: Store;
let service: FastifyInstance;
let krampe: string;
let now = () => new Date();

beforeAll(async () => {
  await putEmptyStore(join(folder, "data"));
  store = await openStore({ folder: join(folder, "data") }, () => now());
  // The provider must know where we are, and we where it is: a port that was free a moment ago.
  const probe = await buildService({ compiled, version: "0.1.0" });
  krampe = await probe.listen({ port: 0, host: "127.0.0.1" });
  await probe.close();
  provider = await openidProvider({ redirectUris: [`${krampe}/auth/callback`], demandsBoth: true });
  service = await buildService({
    compiled,
    version: "0.1.0",
    store,
    now: () => now().toISOString(),
    access: { exposed: false, publicUrl: krampe, signIn: await signInProvider(settings(provider)) },
  });
  await service.listen({ port: Number(new URL(krampe).port), host: "127.0.0.1" });
});
afterAll(async () => {
  await service?.close();
  await provider?.close();
  await store?.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => {
  provider.lie = undefined;
  provider.silent = false;
  now = () => new Date();
});

const doctor = { sub: "d-17", claims: { name: "Kari Lege", roles: ["doctor", "other"] } };
const isCallback = (url: URL) => url.pathname === "/auth/callback";

/** Signs in as the provider's account; gives the answer to coming back. */
async function signIn(browser: Browser, account: TestProvider["account"] = doctor, path = "/auth/sign-in") {
  provider.account = account;
  const back = await browser.go(`${krampe}${path}`, isCallback);
  return browser.ask(back.url);
}
const state = async (browser: Browser) => (await browser.ask(`${krampe}/auth/session`)).json();
const assess = (browser: Browser, headers: Record<string, string> = { origin: krampe }) =>
  browser.ask(`${krampe}/api/assess`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ case: { "muscle-cramp": "present" } }),
  });
const codeOf = async (response: Response) => /<code>([\w-]+)<\/code>/.exec(await response.text())?.[1];
const auditLines = async () => {
  const entries = [];
  for await (const entry of store.audit.entries()) entries.push(entry);
  return entries;
};

describe("signing in", () => {
  it("opens what the role allows, keeps no script from the session, and shows in the audit log", async () => {
    const browser = new Browser();
    expect(await state(browser)).toEqual({ access: "sign-in" });
    expect((await assess(browser)).status).toBe(401);
    const answer = await signIn(browser, doctor, "/auth/sign-in?to=/%23/handbook");
    expect([answer.status, answer.headers.get("location")]).toEqual([302, "/#/handbook"]);
    expect(await state(browser)).toEqual({
      access: "sign-in",
      person: { name: "Kari Lege", role: "clinician" },
    });
    expect((await assess(browser)).status).toBe(200);
    const { attributes } = browser.cookie(krampe, "krampe-session") ?? { attributes: "" };
    expect(attributes).toMatch(/HttpOnly/i);
    expect(attributes).toMatch(/SameSite=Strict/i);
    const lines = (await auditLines()).filter(({ who }) => who === `user:${provider.issuer}|d-17`);
    expect(lines.map(({ what, why }) => [what, why])).toEqual([
      ["sign-in", "clinician"],
      ["POST /api/assess", "-"],
    ]);
  });

  it("pushes its request, binds the code, and proves itself by a signed assertion", async () => {
    provider.tokenRequests.length = 0;
    const browser = new Browser();
    provider.account = doctor;
    const asked: URL[] = [];
    await browser.go(`${krampe}/auth/sign-in`, (url) => {
      asked.push(url);
      return isCallback(url);
    });
    const authorization = asked.find(({ pathname }) => pathname === "/auth" || pathname === "/authorize");
    // What the browser carries is a reference; scope, challenge and state were pushed.
    expect([...(authorization?.searchParams.keys() ?? [])].sort()).toEqual(["client_id", "request_uri"]);
    await browser.ask(asked[asked.length - 1]);
    const { dpop = "", body } = provider.tokenRequests.at(-1) ?? { body: {} };
    expect(decodeJwt(dpop)).toMatchObject({ htm: "POST", htu: `${provider.issuer}/token` });
    expect(decodeProtectedHeader(dpop)).toMatchObject({ typ: "dpop+jwt", alg: "ES256" });
    expect(decodeJwt(body.client_assertion)).toMatchObject({ iss: CLIENT_ID, sub: CLIENT_ID });
    expect(decodeProtectedHeader(body.client_assertion).typ).toBe("client-authentication+jwt");
    expect(body.code_verifier).toMatch(/^[\w-]{43}$/);
    const published = await (await fetch(`${krampe}/auth/jwks.json`)).json();
    expect(published.keys).toEqual([expect.objectContaining({ kid: "ours", x: provider.clientKey.x })]);
    expect(JSON.stringify(published)).not.toContain(provider.clientKey.d);
  });

  it("leads to no other site afterwards", async () => {
    for (const to of [
      "https://evil.example.org/",
      "//evil.example.org",
      "/\\evil.example.org",
      "javascript:0",
      "/a b",
    ]) {
      const answer = await signIn(new Browser(), doctor, `/auth/sign-in?to=${encodeURIComponent(to)}`);
      expect([to, answer.headers.get("location")]).toEqual([to, "/"]);
    }
  });

  it("gives a reader no more than a reader may", async () => {
    const browser = new Browser();
    await signIn(browser, { sub: "s-1", claims: { name: "Student", roles: "student" } });
    expect((await assess(browser)).status).toBe(403);
    expect((await browser.ask(`${krampe}/metrics`)).status).toBe(200);
    expect((await new Browser().ask(`${krampe}/metrics`)).status).toBe(401);
  });
});

describe("what does not sign anyone in", () => {
  async function refused(answer: Response, browser: Browser) {
    expect(answer.headers.get("content-type")).toMatch(/^text\/html/);
    expect(await state(browser)).toEqual({ access: "sign-in" });
    return [answer.status, await codeOf(answer)];
  }

  it("a person without a role, who is written down", async () => {
    const browser = new Browser();
    const answer = await signIn(browser, { sub: "x-9", claims: { roles: ["porter"] } });
    expect(await refused(answer, browser)).toEqual([403, "sign-in-without-role"]);
    expect((await auditLines()).at(-1)).toMatchObject({
      who: `user:${provider.issuer}|x-9`,
      what: "sign-in refused",
    });
  });

  it("unlike an ID token that was only signed anew, which does", async () => {
    provider.lie = {};
    expect((await signIn(new Browser())).status).toBe(302);
  });

  it.each([
    ["another nonce", () => ({ claims: { nonce: "other" } })],
    ["another audience", () => ({ claims: { aud: "someone-else" } })],
    ["several audiences and not us as the party", () => ({ claims: { aud: [CLIENT_ID, "x"], azp: "x" } })],
    ["another issuer", () => ({ claims: { iss: "https://evil.example.org" } })],
    ["an end that has passed", () => ({ claims: { exp: Math.floor(Date.now() / 1000) - 60 } })],
    ["a beginning that is to come", () => ({ claims: { nbf: Math.floor(Date.now() / 1000) + 600 } })],
    ["another's signature", async () => ({ key: await newKey("provider") })],
  ])("an ID token with %s", async (_name, lie) => {
    provider.lie = await lie();
    const browser = new Browser();
    expect(await refused(await signIn(browser), browser)).toEqual([401, "sign-in-not-proven"]);
  });

  it("another state, no state, an error in place of a code, or another issuer's answer", async () => {
    const changes: ((url: URL) => void)[] = [
      (url) => url.searchParams.set("state", "other"),
      (url) => url.searchParams.delete("state"),
      (url) => {
        url.searchParams.delete("code");
        url.searchParams.set("error", "access_denied");
      },
      (url) => url.searchParams.set("iss", "https://evil.example.org"),
      (url) => url.searchParams.set("code", "made-up"),
    ];
    for (const change of changes) {
      const browser = new Browser();
      provider.account = doctor;
      const { url } = await browser.go(`${krampe}/auth/sign-in`, isCallback);
      change(url);
      expect(await refused(await browser.ask(url), browser)).toEqual([401, "sign-in-not-proven"]);
    }
  });

  it("coming back a second time, in another browser, or after more than ten minutes", async () => {
    const browser = new Browser();
    provider.account = doctor;
    const { url } = await browser.go(`${krampe}/auth/sign-in`, isCallback);
    const secret = browser.cookie(krampe, "krampe-sign-in")?.value ?? "";
    const other = new Browser();
    expect(await refused(await other.ask(url), other)).toEqual([400, "sign-in-expired"]);
    expect((await browser.ask(url)).status).toBe(302);
    const replayed = new Browser();
    replayed.put(krampe, "krampe-sign-in", secret);
    expect(await refused(await replayed.ask(url), replayed)).toEqual([400, "sign-in-expired"]);

    const late = new Browser();
    const back = await late.go(`${krampe}/auth/sign-in`, isCallback);
    now = () => new Date(Date.now() + 11 * 60_000);
    expect(await refused(await late.ask(back.url), late)).toEqual([400, "sign-in-expired"]);
  });

  it("another sign-in's answer, even with a valid code: each browser's own state and verifier count", async () => {
    const [mine, theirs] = [new Browser(), new Browser()];
    provider.account = doctor;
    const { url } = await theirs.go(`${krampe}/auth/sign-in`, isCallback);
    await mine.go(`${krampe}/auth/sign-in`, isCallback);
    expect(await refused(await mine.ask(url), mine)).toEqual([401, "sign-in-not-proven"]);
  });

  it("a provider that does not answer, which is told as that", async () => {
    provider.silent = true;
    const browser = new Browser();
    const answer = await browser.ask(`${krampe}/auth/sign-in`);
    expect(await refused(answer, browser)).toEqual([503, "sign-in-unavailable"]);
    provider.silent = false;
    provider.account = doctor;
    const { url } = await browser.go(`${krampe}/auth/sign-in`, isCallback);
    provider.silent = true;
    expect(await refused(await browser.ask(url), browser)).toEqual([503, "sign-in-unavailable"]);
  });
});

describe("a session", () => {
  it("does nothing for a page elsewhere, and nothing with a made-up cookie", async () => {
    const browser = new Browser();
    await signIn(browser);
    for (const headers of [{}, { origin: "https://evil.example.org" }, { origin: "null" }])
      expect((await assess(browser, headers)).status).toBe(403);
    const forger = new Browser();
    forger.put(krampe, "krampe-session", "A".repeat(43));
    expect((await assess(forger)).status).toBe(401);
    forger.put(krampe, "krampe-session", "%00'; drop table sessions");
    expect((await assess(forger)).status).toBe(401);
  });

  it("ends after an hour without a request, and after ten hours in any case", async () => {
    const browser = new Browser();
    await signIn(browser);
    const later = (minutes: number) => {
      now = () => new Date(Date.now() + minutes * 60_000);
    };
    for (let minutes = 50; minutes < 600; minutes += 50) {
      later(minutes);
      expect([minutes, (await assess(browser)).status]).toEqual([minutes, 200]);
    }
    later(601);
    expect((await assess(browser)).status).toBe(401);
    now = () => new Date();
    const idle = new Browser();
    await signIn(idle);
    later(61);
    expect((await assess(idle)).status).toBe(401);
    expect((await store.deleteExpired()).sessions).toBeGreaterThanOrEqual(2);
  });

  it("ends when the person signs out, here and at the provider, and cannot be used again", async () => {
    const browser = new Browser();
    await signIn(browser);
    const secret = browser.cookie(krampe, "krampe-session")?.value ?? "";
    const out = await browser.ask(`${krampe}/auth/sign-out`, { method: "POST", headers: { origin: krampe } });
    const to = new URL((await out.json()).to);
    expect(to.origin).toBe(provider.issuer);
    expect(to.searchParams.get("post_logout_redirect_uri")).toBe(`${krampe}/`);
    expect(decodeJwt(to.searchParams.get("id_token_hint") ?? "").sub).toBe("d-17");
    expect((await browser.ask(to)).status).toBe(200);
    expect(await state(browser)).toEqual({ access: "sign-in" });
    const thief = new Browser();
    thief.put(krampe, "krampe-session", secret);
    expect((await assess(thief)).status).toBe(401);
    expect((await auditLines()).at(-1)).toMatchObject({ what: "sign-out" });
  });

  it("leaves no token of the provider behind: what came with the sign-in is ended there at once", async () => {
    const before = { ...provider.accessTokens };
    await signIn(new Browser());
    await vi.waitFor(() =>
      expect(provider.accessTokens).toEqual({ given: before.given + 1, ended: before.ended + 1 }),
    );
  });

  it("is kept by hash only, and is not in a backup", async () => {
    const browser = new Browser();
    await signIn(browser);
    const secret = browser.cookie(krampe, "krampe-session")?.value ?? "";
    const rows = JSON.stringify(await store.database.selectFrom("sessions").selectAll().execute());
    expect(rows).toContain("Kari Lege");
    expect(rows).not.toContain(secret);
    const { writeBackup } = await import("../store/backup.ts");
    const lines: string[] = [];
    await writeBackup(store.database, new Date(), async (line) => void lines.push(line));
    expect(lines.join("")).not.toMatch(/Kari Lege|"table":"(sessions|sign_ins)"/);
  });
});

describe("other providers", () => {
  const others: TestProvider[] = [];
  afterAll(() => Promise.all(others.map((one) => one.close())));
  async function other(options: { offersPar: boolean; offersDpop: boolean }) {
    const made = await openidProvider({ ...options, redirectUris: [`${krampe}/auth/callback`] });
    others.push(made);
    return made;
  }

  it("one without pushed requests or bound tokens is refused when both are demanded", async () => {
    const plain = await other({ offersPar: false, offersDpop: false });
    const failure = await signInProvider(settings(plain)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UnusableProvider);
    expect((failure as UnusableProvider).missing).toEqual(["PAR", "DPoP (ES256)"]);
  });

  it.each([
    ["neither", false, false],
    ["bound tokens alone", false, true],
  ])(
    "one that offers %s is used with what it offers, when that is enough",
    async (_name, offersPar, offersDpop) => {
      const plain = await other({ offersPar, offersDpop });
      const used = await signInProvider({ ...settings(plain), strict: false });
      plain.account = doctor;
      const { to, underWay } = await used.start(`${krampe}/auth/callback`, "/");
      expect(to.searchParams.get("code_challenge_method")).toBe("S256");
      expect(to.searchParams.has("dpop_jkt")).toBe(offersDpop);
      const { url } = await new Browser().go(to.href, isCallback);
      expect(await used.finish(url, underWay)).toMatchObject({ role: "clinician", name: "Kari Lege" });
      expect(plain.tokenRequests.at(-1)?.dpop !== undefined).toBe(offersDpop);
    },
  );

  it("a provider that demands bound tokens gives none without a proof", async () => {
    const parameters = { ...settings(provider), strict: false };
    const used = await signInProvider(parameters);
    provider.account = doctor;
    const { to, underWay } = await used.start(`${krampe}/auth/callback`, "/");
    const { url } = await new Browser().go(to.href, isCallback);
    // The proof of another key is none: the code is bound to the first.
    const stolen = { ...underWay, dpopKey: await newKey("thief") };
    await expect(used.finish(url, stolen)).rejects.toThrow(/invalid_grant|dpop/i);
  });

  it("one that is not there is told as that", async () => {
    const gone = await other({ offersPar: true, offersDpop: true });
    await gone.close();
    await expect(signInProvider(settings(gone))).rejects.toThrow(UnusableProvider);
  });
});
