import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { en as assessEn } from "../src/language/assess/en.ts";
import { nb as assessNb } from "../src/language/assess/nb.ts";
import { launchBrowser } from "./support/browser.ts";
import { drawn, openEmg, violations, WORDS } from "./support/emg-bench.ts";
import { BUILT, type StaticServer, serveBuilt } from "./support/static-server.ts";

let browser: Browser;
let server: StaticServer;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), serveBuilt(process.env["KRAMPE_WEB"] ?? BUILT)]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const summary = (page: Page) => page.locator(".emg-summary strong").textContent();

async function openExample(language: "en" | "nb", pattern: keyof typeof WORDS.en.open.patterns) {
  const opened = await openEmg(browser, server.url, language);
  const { name } = WORDS[language].open.patterns[pattern];
  await opened.page.getByRole("button", { name: new RegExp(`^${name}`) }).click();
  await drawn(opened.page);
  await opened.page.locator(".emg-summary").waitFor({ timeout: 45_000 });
  return opened;
}

describe.each(["en", "nb"] as const)("patterns, in %s", (language) => {
  const words = WORDS[language];

  it("are named with reasons, and a reason leads to the part of the signal it rests on", async () => {
    const { page, context, troubles } = await openExample(language, "silence");
    expect(await summary(page)).toContain(language === "nb" ? "stillhet" : "silence");
    const sweep = () => page.locator("#emg-sweep").inputValue();
    const whole = await sweep();
    await page.locator(".emg-entries .emg-link").first().press("Enter");
    await page.locator(".emg-reasons-head", { hasText: words.patterns.for }).first().waitFor();
    await page.locator(".emg-frame").focus();
    for (let press = 0; press < 6; press++) await page.keyboard.press("+");
    await expect.poll(sweep).not.toBe(whole);
    await page.locator(".emg-reasons .emg-link").first().press("Enter");
    await expect.poll(sweep).toBe(whole);
    expect(await violations(page)).toEqual([]);
    expect(troubles).toEqual([]);
    await context.close();
  });

  it("of an example begin with how it was recorded; they follow what the reader tells, which is kept in the report", async () => {
    const { page, context } = await openExample(language, "cramp-discharge");
    expect(await page.locator("#emg-electrode").inputValue()).toBe("needle");
    expect(await page.locator("#emg-state").inputValue()).toBe("rest");
    expect(await page.locator("#emg-shortened").isChecked()).toBe(true);
    const asRecorded = (await summary(page)) ?? "";
    expect(asRecorded.toLowerCase()).toContain(language === "nb" ? "krampe" : "cramp");
    await page.locator("#emg-shortened").uncheck();
    await page.locator("#emg-state").selectOption("effort");
    await expect.poll(() => summary(page)).not.toBe(asRecorded);
    const [json] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: words.report.json }).click(),
    ]);
    const report = JSON.parse(readFileSync(await json.path(), "utf8"));
    expect(report.context).toEqual({ electrode: "needle", state: "effort" });
    expect(report.reader.context).toEqual(["needle", "effort"]);
    expect(report.patterns.length).toBeGreaterThan(0);
    expect(report.summary.verdict).toBeTypeOf("string");
    await context.close();
  });

  it("without a name say what would settle it, and get one where that is told", async () => {
    const { page, context, troubles } = await openExample(language, "cramp-discharge");
    const named = await summary(page);
    await page.locator("#emg-shortened").uncheck();
    await page.locator("#emg-state").selectOption("");
    await expect.poll(() => summary(page)).not.toBe(named);
    const settles = page.locator(".emg-settles").first();
    await settles.getByText(words.patterns.settles, { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    // Rest alone is also a patient who does not relax: the short muscle is what makes it a cramp.
    const { context: told } = words.patterns;
    const short = settles.getByRole("button", { name: new RegExp(told.shortened, "i") });
    await short.first().press("Enter");
    await expect.poll(() => page.locator("#emg-shortened").isChecked()).toBe(true);
    await expect.poll(() => summary(page)).toBe(named);
    expect(troubles).toEqual([]);
    await context.close();
  });

  it("give reasons that lead to different parts, each marked on the screen with its reason, and back", async () => {
    const { page, context, troubles } = await openExample(language, "cramp-discharge");
    await page.locator(".emg-entries > li > .emg-link").nth(1).press("Enter");
    const links = page.locator(".emg-entries [data-chosen=true] .emg-reasons .emg-link:visible");
    await links.first().waitFor();
    expect(new Set(await links.allTextContents()).size).toBeGreaterThan(2);
    const shown = () => page.locator(".emg-frame").getAttribute("aria-valuetext");
    const places = new Set<string | null>();
    for (let index = 0; index < Math.min(3, await links.count()); index++) {
      const before = await shown();
      await links.nth(index).press("Enter");
      const back = page.getByRole("button", { name: words.patterns.backToReasons });
      await back.waitFor();
      await expect(page.locator(".emg-screen").isVisible()).resolves.toBe(true);
      expect(
        await page.locator(".emg-screen").evaluate((one) => one.getBoundingClientRect().top),
      ).toBeGreaterThan(0);
      if (index === 0) {
        await expect.poll(shown).not.toBe(before);
        expect(await violations(page)).toEqual([]);
      }
      await page.waitForTimeout(300);
      places.add(await shown());
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
        words.patterns.backToReasons,
      );
      await page.keyboard.press("Enter");
      await back.waitFor({ state: "detached" });
      expect(await page.evaluate(() => document.activeElement?.className)).toBe("emg-link");
    }
    expect(places.size).toBeGreaterThan(1);
    expect(troubles).toEqual([]);
    await context.close();
  });

  it("stand on one sheet of paper with the trace and the numbers; the screen is saved as a picture", async () => {
    const { page, context } = await openExample(language, "myotonic-discharge");
    await page.locator(".emg-numbers").waitFor();
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page[^s]/g)?.length).toBe(1);
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    const sheet = page.locator(".emg-print");
    expect(await sheet.locator("svg path").count()).toBeGreaterThan(2);
    expect(await sheet.textContent()).toContain(await summary(page));
    expect(await sheet.textContent()).toContain(words.measured.composite);
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    const [svg] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: words.report.svg }).click(),
    ]);
    const text = readFileSync(await svg.path(), "utf8");
    const drawnInk = await page.evaluate((source) => {
      const parsed = new DOMParser().parseFromString(source, "image/svg+xml");
      return {
        paths: parsed.querySelectorAll("path").length,
        errors: parsed.querySelectorAll("parsererror").length,
      };
    }, text);
    expect(drawnInk.errors).toBe(0);
    expect(drawnInk.paths).toBeGreaterThan(2);
    await context.close();
  });
});

describe("a long measurement", () => {
  it("says how far it is, and is stopped with what is known by then", async () => {
    const { page, context } = await openEmg(browser, server.url);
    const words = WORDS.en;
    await page
      .getByRole("button", { name: new RegExp(`^${words.open.patterns["cramp-discharge"].name}`) })
      .click();
    await drawn(page);
    await page.getByText(words.measured.running.units).first().waitFor({ timeout: 45_000 });
    await page.locator(".emg-numbers").waitFor();
    await page.getByRole("button", { name: words.measured.stop, exact: true }).press("Enter");
    await page.getByText(words.measured.unitsStopped).waitFor();
    await page.locator(".emg-numbers").waitFor();
    await context.close();
  });
});

describe.each(["en", "nb"] as const)("use in the assessment, in %s", (language) => {
  it("puts the confirmed findings there, where they are seen with their origin, and is undone", async () => {
    const words = WORDS[language];
    const assess = language === "nb" ? assessNb : assessEn;
    const { page, context, troubles } = await openEmg(browser, server.url, language);
    const { name } = words.open.patterns.fasciculation;
    await page.getByRole("button", { name: new RegExp(`^${name}`) }).click();
    await drawn(page);
    await page.locator("#emg-electrode").selectOption("needle");
    await page.locator("#emg-state").selectOption("rest");
    const found = page.locator(".emg-use input");
    await found.first().waitFor({ timeout: 45_000 });
    const count = await found.count();
    await page.getByRole("button", { name: words.assessment.use(count) }).press("Enter");
    await page.getByRole("link", { name: words.assessment.toAssess }).press("Enter");
    await page.locator(".hypotheses").first().waitFor();
    await page.locator(".example-name", { hasText: `EMG: ${words.formatMemory}, ${name} · 1` }).waitFor();
    await page.getByText(assess.states.recording).first().waitFor({ state: "attached" });
    await page.getByRole("button", { name: assess.actions.undo, exact: true }).click();
    await page.locator(".example-name", { hasText: /^EMG: / }).waitFor({ state: "detached" });
    expect(troubles).toEqual([]);
    await context.close();
  });
});
