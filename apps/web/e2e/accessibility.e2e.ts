import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, openPage } from "./support/browser.ts";
import { Clinician, LOCALES } from "./support/clinician.ts";
import { type StaticServer, serveBuilt } from "./support/static-server.ts";
import { LOOKS, violations } from "./support/violations.ts";

let browser: Browser;
let server: StaticServer;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), serveBuilt()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

describe.each(LOOKS)("on every page and state, %s", (_, options) => {
  const language = options.locale === LOCALES.nb ? "nb" : "en";

  it("nothing is found in the assessment, closed, open or over it", async () => {
    const { page, context } = await openPage(browser, server.url, options);
    const clinician = new Clinician(page, language);
    const { words } = clinician;
    expect(await violations(page), "start").toEqual([]);

    await clinician.load(/^(Spasms of the hands|Spasmer i hendene)/);
    for (const closed of await page.locator("#answer details:not([open]) > summary").all()) {
      if (await closed.isVisible()) await closed.click();
    }
    await page.locator(".section-toggle").first().click();
    await page.getByRole("button", { name: words.laboratory.paste }).click();
    await page.getByLabel(words.laboratory.pasteLabel).fill("Kalium 3,1 mmol/L\nCK 200\nhei");
    await page.getByRole("button", { name: words.laboratory.read }).click();
    await page.locator(".pasted").waitFor();
    await page.getByRole("combobox", { name: words.drugs.label }).fill("meto");
    await page.getByRole("option").first().waitFor();
    expect(await violations(page), "an emergency with everything open").toEqual([]);

    await page.getByRole("combobox", { name: words.drugs.label }).fill("");
    await page.getByRole("button", { name: words.actions.whatIf }).click();
    await clinician.answer("first", "muscle-twitching", "present");
    await page.locator(".what-if-moves").waitFor();
    expect(await violations(page, ".answer"), "what-if").toEqual([]);
    await page.getByRole("button", { name: words.actions.note }).click();
    expect(await violations(page, "dialog"), "note").toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: words.actions.examples, exact: true }).click();
    expect(await violations(page, "dialog"), "examples").toEqual([]);
    await page.keyboard.press("Escape");
    await clinician.fill("laboratory", "potassium", "310");
    await clinician.laboratoryRow("potassium").locator(".issue").waitFor();
    expect(await violations(page, ".laboratory"), "a value that is refused").toEqual([]);
    const patients = ["a", "b"].map((id) => JSON.stringify({ resourceType: "Patient", id })).join("\n");
    for (const [name, content, heading] of [
      ["picture.png", "\u0089PNG", words.files.refused],
      ["record.ndjson", patients, words.files.whichPatient],
    ]) {
      const file = { name, mimeType: "application/octet-stream", buffer: Buffer.from(content) };
      await page.locator("#open-file").setInputFiles(file);
      await page.getByRole("dialog", { name: heading }).waitFor();
      expect(await violations(page, "dialog"), name).toEqual([]);
      await page.keyboard.press("Escape");
    }
    await context.close();
  });

  it("nothing is found where the knowledge could not be fetched", async () => {
    const context = await browser.newContext({ ...options, serviceWorkers: "block" });
    const page = await context.newPage();
    await page.route("**/knowledge-for-assessing*", (route) => route.abort());
    await page.goto(server.url);
    await page.getByRole("alert").getByRole("button").waitFor();
    expect(await violations(page), "failed").toEqual([]);
    await context.close();
  });

  it("nothing is found in the display menu, the other pages and the page that is not there", async () => {
    const { page, context } = await openPage(browser, server.url, options);
    await page.getByRole("button", { name: language === "nb" ? "Visning" : "Display" }).click();
    expect(await violations(page, "header"), "display").toEqual([]);
    for (const other of ["handbook", "about", "nowhere"]) {
      await page.goto(`${server.url}#/${other}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      expect(await violations(page), other).toEqual([]);
    }
    await context.close();
  });
});
