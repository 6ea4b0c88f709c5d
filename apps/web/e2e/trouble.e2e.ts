import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "./support/browser.ts";
import { Clinician, LOCALES } from "./support/clinician.ts";
import { type StaticServer, serveBuilt } from "./support/static-server.ts";

let browser: Browser;
let server: StaticServer;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), serveBuilt()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

it("knowledge that could not be fetched is told, and asked for again on request", async () => {
  const context = await browser.newContext({ locale: LOCALES.nb, serviceWorkers: "block" });
  const page = await context.newPage();
  await page.route("**/knowledge-for-assessing*", (route) => route.abort());
  await page.goto(server.url);
  await page.getByRole("alert").filter({ hasText: "kunne ikke lastes" }).waitFor();
  await page.unroute("**/knowledge-for-assessing*");
  await page.getByRole("button", { name: "Prøv igjen" }).click();
  const clinician = new Clinician(page, "nb");
  await clinician.answer("first", "calf-cramp", "present");
  await clinician.hypothesis("neurogenic-cramp").waitFor();
  await context.close();
});

it("an answer that is refused in the reader ends without stopping the page", async () => {
  const context = await browser.newContext({ locale: LOCALES.en, serviceWorkers: "block" });
  const page = await context.newPage();
  await page.goto(server.url);
  const clinician = new Clinician(page, "en");
  await clinician.answer("first", "calf-cramp", "present");
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghi"
    .split("")
    .map((letter, i) => `${letter}: &${letter} [${Array(9).fill(`*${"abcdefgh"[i]}`).join(",")}]`)
    .join("\n")}`;
  const brackets = "[".repeat(1_000_000);
  for (const text of [bomb, brackets]) {
    await page
      .locator("#open-file")
      .setInputFiles({ name: "x.yaml", mimeType: "text/yaml", buffer: Buffer.from(text) });
    const dialog = page.getByRole("dialog", { name: clinician.words.files.refused });
    await dialog.waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  }
  expect(await clinician.hypothesis("neurogenic-cramp").count()).toBe(1);
  await context.close();
});
