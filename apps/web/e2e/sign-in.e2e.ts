/** Signing in at a real OpenID provider, from the application as the service serves it. */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import type { FastifyInstance } from "fastify";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { knowledgeOnDisk } from "../../cli/knowledge-on-disk.ts";
import { signInProvider } from "../../service/access/sign-in-provider.ts";
import {
  CLIENT_ID,
  openidProvider,
  type TestProvider,
} from "../../service/access/testing/openid-provider.ts";
import { buildService } from "../../service/application.ts";
import { openStore, type Store } from "../../service/store/store.ts";
import { putEmptyStore } from "../../service/store/testing/empty-store.ts";
import { launchBrowser, openPage } from "./support/browser.ts";

const folder = mkdtempSync(join(tmpdir(), "krampe-sign-in-e2e-"));
let browser: Browser;
let provider: TestProvider;
let store: Store;
let service: FastifyInstance;
let address: string;

beforeAll(async () => {
  const loaded = knowledgeOnDisk(fileURLToPath(new URL("../../../knowledge", import.meta.url)));
  if (!loaded.ok) throw new Error("the knowledge has mistakes");
  browser = await launchBrowser();
  await putEmptyStore(join(folder, "data"));
  store = await openStore({ folder: join(folder, "data") });
  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  provider = await openidProvider({ redirectUris: [`${address}/auth/callback`], demandsBoth: true });
  const signIn = await signInProvider({
    issuer: provider.issuer,
    clientId: CLIENT_ID,
    key: provider.clientKey,
    scopes: ["profile"],
    roleClaim: "roles",
    roles: [{ value: "doctor", role: "clinician" }],
    strict: true,
  });
  service = await buildService({
    compiled: compileKnowledge(loaded.value),
    version: "0.1.0",
    store,
    webFolder: fileURLToPath(new URL("../dist/", import.meta.url)),
    access: { exposed: false, publicUrl: address, signIn },
  });
  await service.listen({ port, host: "127.0.0.1" });
});
afterAll(async () => {
  await browser?.close();
  await service?.close();
  await provider?.close();
  await store?.close();
  rmSync(folder, { recursive: true, force: true });
});

it("a clinician signs in, is named, may ask the service, and signs out", async () => {
  provider.account = { sub: "d-17", claims: { name: "Kari Lege", roles: ["doctor"] } };
  const { page, context, troubles } = await openPage(browser, `${address}/`);
  const asks = () =>
    page.evaluate(async () => {
      const body = JSON.stringify({ case: { "muscle-cramp": "present" } });
      const headers = { "content-type": "application/json" };
      return (await fetch("/api/assess", { method: "POST", headers, body })).status;
    });
  expect(await asks()).toBe(401);
  troubles.length = 0;
  await page.evaluate(() => {
    window.location.hash = "#/handbook";
  });
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("Kari Lege, clinician").waitFor();
  expect(new URL(page.url()).hash).toBe("#/handbook");
  expect(await asks()).toBe(200);
  expect(await page.evaluate(() => document.cookie)).toBe("");
  if (process.env["KRAMPE_PICTURES"]) {
    await page.screenshot({ path: join(process.env["KRAMPE_PICTURES"], "signed-in.png") });
  }
  await page.setViewportSize({ width: 390, height: 844 });
  const widths = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(widths[0]).toBe(widths[1]);
  if (process.env["KRAMPE_PICTURES"])
    await page.screenshot({ path: join(process.env["KRAMPE_PICTURES"], "signed-in-phone.png") });
  await page.setViewportSize({ width: 1280, height: 900 });
  expect(troubles).toEqual([]);
  await page.getByRole("button", { name: "Sign out" }).click();
  // The provider asks whether its own session is to end too.
  await page.waitForURL(`${provider.issuer}/**`);
  await page.goto(`${address}/`);
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  expect(await asks()).toBe(401);
  await context.close();
});

it("a person without a role is told so, in the person's language", async () => {
  provider.account = { sub: "x-1", claims: { name: "Per Portør", roles: ["porter"] } };
  const context = await browser.newContext({ locale: "nb-NO" });
  const page = await context.newPage();
  await page.goto(`${address}/auth/sign-in`);
  await page.getByRole("heading", { name: "Ikke logget inn" }).waitFor();
  await page.getByText("Du har ingen rolle i Krampe.").waitFor();
  if (process.env["KRAMPE_PICTURES"])
    await page.screenshot({ path: join(process.env["KRAMPE_PICTURES"], "without-role.png") });
  await context.close();
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
