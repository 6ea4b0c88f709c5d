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
  await server.close();
});

describe.each(["en", "nb"] as const)("one minute, in %s", (language) => {
  it("is enough for the common patient: at most 12 interactions", async () => {
    const { page, context, troubles, foreignRequests } = await openPage(browser, server.url, {
      locale: LOCALES[language],
    });
    const clinician = new Clinician(page, language);
    await clinician.fill("first", "age", "72");
    await clinician.choose("first", "sex", "female");
    await clinician.answer("first", "calf-cramp", "present");
    await clinician.answer("first", "nocturnal-onset", "present");
    await clinician.answer("first", "relieved-by-stretch", "present");
    await clinician.answer("first", "muscle-twitching", "absent");
    await clinician.answer("first", "weakness-complaint", "absent");
    await clinician.answer("first", "normal-neurological-examination", "present");
    await clinician.press(clinician.words.drugs.none);
    await expect
      .poll(() => clinician.verdict("idiopathic-cramps").textContent())
      .toMatch(/likely|sannsynlig/);
    expect(await clinician.verdict("neurogenic-cramp").textContent()).toMatch(/likely|sannsynlig/);
    expect(await page.locator(".red-flag").count()).toBe(0);
    expect(await page.locator(".tests-order").count()).toBe(0);
    const first = page.locator('.treatment-group[data-group="try"] .treatment-name').first();
    expect(await first.textContent()).toBe(clinician.label("stretching", "treatments"));
    expect(clinician.interactions).toBeLessThanOrEqual(12);
    console.info(`${language}: ${clinician.interactions} interactions`);
    expect(troubles).toEqual([]);
    expect(foreignRequests).toEqual([]);
    await context.close();
  });

  it("shows the red flag of an ALS-like patient with the finding that raises it, and not before", async () => {
    const { page, context, troubles } = await openPage(browser, server.url, { locale: LOCALES[language] });
    const clinician = new Clinician(page, language);
    await clinician.fill("first", "age", "61");
    await clinician.answer("first", "muscle-twitching", "present");
    await clinician.answer("examination", "fasciculation-seen", "present");
    await expect.poll(() => page.locator(".hypotheses").count()).toBe(2);
    expect(await page.locator(".red-flag").count()).toBe(0);
    await clinician.answer("examination", "muscle-wasting", "present");
    await expect.poll(() => clinician.redFlag("als-suspected").count()).toBe(1);
    const flag = clinician.redFlag("als-suspected");
    expect(await flag.isVisible()).toBe(true);
    expect(await flag.textContent()).toContain(clinician.words.redFlags.word);
    expect(await page.locator('[role="alert"]').textContent()).toContain(
      clinician.label("als-suspected", "redFlags"),
    );
    expect(troubles).toEqual([]);
    await context.close();
  });
});
