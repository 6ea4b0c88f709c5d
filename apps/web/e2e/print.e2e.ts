import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readYaml } from "../build/built-data.ts";
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

const folder = fileURLToPath(new URL("../examples/", import.meta.url));
const names = readdirSync(folder).map(
  (file) => (readYaml(`${folder}${file}`) as { name: { en: string; nb: string } }).name,
);

describe.each(["en", "nb"] as const)("on paper, in %s", (language) => {
  it("every example fits on one page", async () => {
    const { page, context } = await openPage(browser, server.url, { locale: LOCALES[language] });
    const clinician = new Clinician(page, language);
    for (const name of names) {
      await clinician.load(name[language]);
      await page.evaluate(() =>
        addEventListener(
          "beforeprint",
          () => {
            const sheet = document.querySelector(".print-sheet");
            (globalThis as unknown as { paper?: string }).paper = sheet?.textContent ?? "";
          },
          { once: true },
        ),
      );
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
      expect(pdf.match(/\/Type\s*\/Page[^s]/g)?.length, name[language]).toBe(1);
      const paper = await page.evaluate(() => (globalThis as unknown as { paper?: string }).paper);
      const shown = await page.locator(".hypothesis-name").first().textContent();
      expect(paper, name[language]).toContain(shown);
      for (const flag of await page.locator(".red-flag-action").allTextContents()) {
        expect(paper).toContain(flag.slice(flag.indexOf(":") + 2));
      }
      await page.getByRole("button", { name: clinician.words.actions.startOver }).click();
    }
    await context.close();
  });
});
