import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, openPage } from "./support/browser.ts";
import { Clinician, LOCALES } from "./support/clinician.ts";
import { type StaticServer, serveBuilt } from "./support/static-server.ts";

let browser: Browser;
let server: StaticServer;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), serveBuilt()]);
});
afterAll(async () => {
  await browser.close();
});

describe("without a network, after the first visit", () => {
  it("everything works in both languages: the server is gone", async () => {
    const { page, context, foreignRequests } = await openPage(browser, server.url, { locale: LOCALES.nb });
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (!navigator.serviceWorker.controller) {
        await new Promise((resolve) => {
          navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true });
        });
      }
    });
    await server.close();
    await page.reload();
    for (const language of ["nb", "en"] as const) {
      await page.getByRole("radio", { name: language === "nb" ? "Norsk bokmål" : "English" }).click();
      const clinician = new Clinician(page, language);
      await clinician.answer("first", "calf-cramp", "present");
      await clinician.hypothesis("neurogenic-cramp").waitFor();
      await page.getByRole("button", { name: clinician.words.laboratory.paste }).click();
      await page.getByLabel(clinician.words.laboratory.pasteLabel).fill("Kalium 3,1 mmol/L");
      await page.getByRole("button", { name: clinician.words.laboratory.read }).click();
      await page.getByRole("button", { name: clinician.words.laboratory.add(1) }).click();
      await page.getByRole("button", { name: clinician.words.actions.startOver }).click();
      await clinician.load(language === "nb" ? /^Eldre kvinne/ : /^Older woman/);
      await page.getByRole("button", { name: clinician.words.actions.startOver }).click();
    }
    for (const other of ["handbook", "about"]) {
      await page.goto(`${server.url}#/${other}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      expect(await page.getByRole("alert").count()).toBe(0);
    }
    expect(foreignRequests).toEqual([]);
    await context.close();
  });
});
