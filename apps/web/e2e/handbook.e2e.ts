import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { en } from "../src/language/handbook/en.ts";
import { nb } from "../src/language/handbook/nb.ts";
import { launchBrowser, openPage } from "./support/browser.ts";
import { knowledge, LOCALES } from "./support/clinician.ts";
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

const STANDING = ["●", "○", "◐"];

describe.each(["en", "nb"] as const)("the handbook, in %s", (language) => {
  const words = { en, nb }[language];

  it("has every section, and every statement in it says how far it can be trusted", async () => {
    const { page, context, troubles } = await openPage(browser, server.url, {
      locale: LOCALES[language],
      hash: "#/handbook",
    });
    const headings = await page.locator(".handbook-article h2").allTextContents();
    expect(headings).toEqual(Object.values(words.sections));
    const statements = await page.locator(".statement").allTextContents();
    expect(statements.length).toBeGreaterThan(50);
    for (const text of statements)
      expect(
        STANDING.some((sign) => text.includes(sign)),
        text,
      ).toBe(true);
    const cells = page.locator(".differential td:not(.page-claim)");
    expect(await cells.count()).toBe(16);
    for (const cell of await cells.all()) {
      const sentences = await cell.locator("li").allTextContents();
      expect(sentences.length).toBeGreaterThan(0);
      for (const text of sentences)
        expect(
          STANDING.some((sign) => text.includes(sign)),
          text,
        ).toBe(true);
    }
    const { uncertain, disagreement } = words.page;
    for (const mark of [uncertain, disagreement])
      expect(statements.filter((text) => text.startsWith(`${mark}: ${mark}`))).toEqual([]);
    const plots = await page.locator(".handbook-article .evidence-plot svg").count();
    const effects = knowledge.treatments.flatMap(({ evidence }) => evidence.filter(({ effect }) => effect));
    expect(plots).toBe(effects.length);
    expect(await page.locator(".disagreements > li").count()).toBe(knowledge.page.errors.length);
    expect(troubles).toEqual([]);
    await context.close();
  });

  it("is searched in either language, and what is found leads to the entry", async () => {
    const { page, context, troubles } = await openPage(browser, server.url, {
      locale: LOCALES[language],
      hash: "#/handbook",
    });
    for (const query of ["kinin", "quinine"]) {
      await page.getByRole("searchbox", { name: words.search.label }).fill(query);
      await page.locator('.hits a[href="#/handbook/treatment/quinine"]').waitFor();
    }
    await page.locator('.hits a[href="#/handbook/treatment/quinine"]').click();
    await page.locator(".evidence-plot").first().waitFor();
    expect(await page.getByRole("searchbox").inputValue()).toBe("");
    expect(troubles).toEqual([]);
    await context.close();
  });

  it("opens at an entry, a section or a source from an address", async () => {
    const { page, context } = await openPage(browser, server.url, {
      locale: LOCALES[language],
      hash: "#/handbook/cause/als",
    });
    const als = knowledge.causes.find(({ id }) => id === "als");
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(als?.label[language]);
    await page.goto(`${server.url}#/handbook/references`);
    const atSection = () => page.evaluate(() => document.activeElement?.id);
    await expect.poll(atSection).toBe("handbook-references");
    const { key } = knowledge.references[2];
    await page.goto(`${server.url}#/handbook/reference/${encodeURIComponent(key)}`);
    await page.getByRole("heading", { level: 1 }).filter({ hasText: key }).waitFor();
    await context.close();
  });

  it("is printed without what only a screen needs", async () => {
    const { page, context } = await openPage(browser, server.url, {
      locale: LOCALES[language],
      hash: "#/handbook",
    });
    await page.emulateMedia({ media: "print" });
    for (const screenOnly of [".header", ".handbook-contents", ".handbook-search", ".footer"]) {
      expect(await page.locator(screenOnly).isVisible(), screenOnly).toBe(false);
    }
    expect(await page.locator(".handbook-article h2").first().isVisible()).toBe(true);
    await context.close();
  });
});
