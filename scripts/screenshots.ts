/**
 * `npm run screenshots`: pictures of every page of the application, to be looked at.
 *
 * Each page and state in light, dark, high contrast, on a phone and a tablet, in both languages, and what is printed. They are written to
 * `screenshots/`, which is not kept in the repository. Names can be given to take only those that contain one of them.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { BrowserContextOptions, Page } from "playwright-core";
import { build } from "vite";
import { launchBrowser, openPage } from "../apps/web/e2e/support/browser.ts";
import { serveBuilt } from "../apps/web/e2e/support/static-server.ts";
import { PATTERN_IDS } from "../apps/web/src/atlas/pattern-names.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const folder = fileURLToPath(new URL("../screenshots/", import.meta.url));
const wanted = process.argv.slice(2);

const LOOKS: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  contrast: { contrast: "more" },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
  tablet: { viewport: { width: 820, height: 1180 }, hasTouch: true },
};

/** What is shown: an address after `#`, and what is done there. `text` finds a button by a part of its text in either language. */
const SHOWN: Readonly<
  Record<
    string,
    {
      readonly hash: string;
      readonly act?: (page: Page) => Promise<void>;
      /** The whole page, not only what the window shows. */
      readonly isWhole?: boolean;
    }
  >
> = {
  start: { hash: "#/assess" },
  "night-cramps": { hash: "#/assess", act: (page) => example(page, /Older woman|Eldre kvinne/) },
  als: { hash: "#/assess", act: (page) => example(page, /thin hand|tynn hånd/) },
  emergency: { hash: "#/assess", act: (page) => example(page, /thyroid surgery|skjoldkjertel/) },
  drugs: {
    hash: "#/assess",
    act: async (page) => {
      await example(page, /on a statin|under statin/);
      await toSection(page, "drugs");
    },
  },
  arguments: {
    hash: "#/assess",
    act: async (page) => {
      await example(page, /never rest|aldri hviler/);
      await page.locator(".reason summary").first().click();
      await page.locator("#heading-phenomenon").scrollIntoViewIfNeeded();
    },
  },
  questions: {
    hash: "#/assess",
    act: async (page) => {
      await example(page, /Older woman|Eldre kvinne/);
      await intoView(page, "#ask-heading");
    },
  },
  treatments: {
    hash: "#/assess",
    act: async (page) => {
      await example(page, /cirrhosis|levercirrhose/);
      await page.locator(".treatment > summary").nth(1).click();
      await intoView(page, "#treatments-heading");
    },
  },
  "what-if": {
    hash: "#/assess",
    act: async (page) => {
      await example(page, /Older woman|Eldre kvinne/);
      await page.getByRole("button", { name: /What if|Hva om/ }).click();
      await page.locator("#section-first .three").nth(4).locator("input").first().click();
      await page.locator(".what-if-moves").waitFor();
    },
  },
  note: {
    hash: "#/assess",
    act: async (page) => {
      await example(page, /on a statin|under statin/);
      await page.getByRole("button", { name: /Journal note|Journalnotat/ }).click();
    },
  },
  atlas: { hash: "#/emg/atlas", act: simulatedInView, isWhole: true },
  ...Object.fromEntries(
    PATTERN_IDS.map((id) => [
      `atlas-${id}`,
      { hash: `#/emg/atlas/${id}`, act: simulatedInView, isWhole: true },
    ]),
  ),
  quiz: { hash: "#/emg/quiz?seed=3", act: simulatedInView },
  "quiz-answered": {
    hash: "#/emg/quiz?seed=3",
    act: async (page) => {
      await simulatedInView(page);
      await page.locator(".quiz-answers input").first().check();
      await page.locator(".quiz-submit button").click();
      await page.locator(".quiz-told").waitFor();
    },
    isWhole: true,
  },
  "emg-start": { hash: "#/emg" },
  "emg-cramp": { hash: "#/emg", act: (page) => onBench(page, /^(?:Cramp|Krampe)/) },
  "emg-units": {
    hash: "#/emg",
    act: async (page) => {
      await onBench(page, /^(?:Myokymic|Myokym)/);
      await page.locator(".emg-potentials button").first().click({ timeout: 120_000 });
      await page.waitForTimeout(700);
      await intoView(page, "#emg-firing");
    },
  },
  "emg-near": {
    hash: "#/emg",
    act: async (page) => {
      await onBench(page, /^(?:Myokymic|Myokym)/);
      await page.locator(".emg-potentials").waitFor({ timeout: 120_000 });
      await page.locator("#emg-sweep").selectOption("0.05");
      await page.waitForTimeout(700);
    },
  },
  "emg-patterns": {
    hash: "#/emg",
    act: async (page) => {
      await onBench(page, /^Fasci[ck]ulations|^Fasci[ck]ulasjoner/);
      await page.locator("#emg-electrode").selectOption("needle");
      await page.locator("#emg-state").selectOption("rest");
      await page.locator(".emg-entries .emg-link").nth(1).click();
      await page.waitForTimeout(500);
      await intoView(page, "#emg-patterns");
    },
  },
  "emg-marked": {
    hash: "#/emg",
    act: async (page) => {
      await onBench(page, /^(?:Cramp|Krampe)/);
      await page.locator(".emg-entries > li > .emg-link").nth(1).click();
      await page.locator(".emg-entries [data-chosen=true] .emg-link:visible").nth(2).click();
      await page.locator(".emg-pointed").waitFor();
    },
  },
  "emg-unsettled": {
    hash: "#/emg",
    act: async (page) => {
      await onBench(page, /^(?:Cramp|Krampe)/);
      await page.locator("#emg-shortened").uncheck();
      await page.locator("#emg-state").selectOption("");
      await page.locator(".emg-settles").first().waitFor();
      await intoView(page, "#emg-patterns");
    },
  },
  "emg-bursts": {
    hash: "#/emg",
    act: async (page) => {
      await onBench(page, /^Tremor/);
      await page.locator(".emg-frame").focus();
      for (const key of ["n", "n", ".", "i"]) await page.keyboard.press(key);
      await page.locator("summary", { hasText: /\d (?:bursts|salver)/ }).click();
      await intoView(page, "#emg-measured");
    },
  },
  "emg-pair": {
    hash: "#/emg",
    act: async (page) => {
      await onBench(page, /^Tremor/);
      await page.locator("section[aria-labelledby=emg-pair] button").first().click();
      await page.locator(".emg-indices").waitFor({ timeout: 60_000 });
      await page.waitForTimeout(500);
      await intoView(page, "#emg-pair");
    },
  },
  handbook: { hash: "#/handbook" },
  about: { hash: "#/about" },
};

/** What is printed as well. */
const PRINTED: readonly string[] = ["night-cramps", "atlas-myotonic-discharge", "emg-units"];

if (!process.env["KRAMPE_BUILT"]) await build({ root: `${root}apps/web`, logLevel: "warn" });
mkdirSync(folder, { recursive: true });
const server = await serveBuilt();
const browser = await launchBrowser();
for (const [shown, { hash, act, isWhole = false }] of Object.entries(SHOWN)) {
  for (const [look, options] of Object.entries(LOOKS)) {
    for (const [language, locale] of [
      ["en", "en-GB"],
      ["nb", "nb-NO"],
    ]) {
      const name = `${shown}-${look}-${language}`;
      if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
      const { page, context } = await openPage(browser, server.url, { ...options, locale, hash });
      await act?.(page);
      await page.waitForTimeout(300);
      await page.screenshot({ path: `${folder}${name}.png`, fullPage: isWhole });
      if (look === "light" && PRINTED.includes(shown)) {
        const print = shown === "night-cramps" ? "print" : `print-${shown}`;
        writeFileSync(`${folder}${print}-${language}.pdf`, await page.pdf({ preferCSSPageSize: true }));
        await page.emulateMedia({ media: "print" });
        await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
        await page.setViewportSize({ width: 688, height: 1017 });
        await page.screenshot({ path: `${folder}${print}-${language}.png`, fullPage: isWhole });
      }
      await context.close();
      console.log(name);
    }
  }
}
await browser.close();
await server.close();

async function example(page: Page, name: RegExp): Promise<void> {
  await page.getByRole("button", { name }).first().click();
  await page.locator(".hypotheses").first().waitFor();
  await page.waitForTimeout(900);
}

/** An example on the bench, measured and named. */
async function onBench(page: Page, name: RegExp): Promise<void> {
  await page.getByRole("button", { name }).first().click();
  await page.locator(".emg-summary").waitFor({ timeout: 60_000 });
  await page.waitForTimeout(500);
}

/** Until every muscle that is asked for when its card comes into view has been simulated. */
async function simulatedInView(page: Page): Promise<void> {
  for (const card of await page.locator("canvas.atlas-thumbnail").all()) {
    await card.scrollIntoViewIfNeeded();
    await page.waitForTimeout(100);
  }
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.waitForTimeout(4000);
  const busy = page.locator('.specimen[data-busy="true"], .specimen-wait');
  while ((await busy.count()) > 0) await page.waitForTimeout(200);
}

async function toSection(page: Page, id: string): Promise<void> {
  await intoView(page, `#heading-${id}`);
}

async function intoView(page: Page, selector: string): Promise<void> {
  await page.locator(selector).evaluate((element) => element.scrollIntoView({ block: "start" }));
}
