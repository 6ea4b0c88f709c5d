import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser, openPage } from "./support/browser.ts";
import { BUILT, type StaticServer, serveBuilt } from "./support/static-server.ts";

let browser: Browser;
let server: StaticServer;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "krampe-built-"));
  await cp(BUILT, folder, { recursive: true });
  [browser, server] = await Promise.all([launchBrowser(), serveBuilt(folder)]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
});

it("a new version waits until the user takes it, and then replaces the old one as a whole", async () => {
  const { page, context } = await openPage(browser, server.url);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const [before] = await page.evaluate(() => caches.keys());

  const path = join(folder, "service-worker.js");
  const worker = await readFile(path, "utf8");
  await writeFile(path, worker.replace(/const VERSION = "[^"]+"/, 'const VERSION = "another"'));
  await page.reload();
  const take = page.getByRole("button", { name: "Reload now" });
  await take.waitFor();
  expect(await page.evaluate(() => caches.keys())).toContain(before);
  await take.click();
  await expect.poll(() => page.evaluate(() => caches.keys()).catch(() => [])).toEqual(["krampe-another"]);
  await context.close();
});
