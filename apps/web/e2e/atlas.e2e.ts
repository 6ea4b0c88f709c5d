import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type axe from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PATTERN_IDS } from "../src/atlas/pattern-names.ts";
import { en } from "../src/language/atlas/en.ts";
import { nb } from "../src/language/atlas/nb.ts";
import { launchBrowser, openPage } from "./support/browser.ts";
import { knowledge, LOCALES } from "./support/clinician.ts";
import { renderedSound, renderSoundOffline, spectrumOfSound } from "./support/offline-sound.ts";
import { type StaticServer, serveBuilt } from "./support/static-server.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WORDS = { en, nb } as const;

let browser: Browser;
let server: StaticServer;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), serveBuilt()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

function open(hash: string, options: BrowserContextOptions = {}) {
  return openPage(browser, server.url, { hash, ...options });
}

/** Until the first muscle on the page is there. */
async function made(page: Page): Promise<void> {
  await page.locator(".specimen").first().waitFor();
  await expect.poll(() => page.locator('.specimen[data-busy="true"], .specimen-wait').count()).toBe(0);
}

/** How many points of a canvas differ from its corner. */
function inked(page: Page, selector: string): Promise<number> {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const copy = new OffscreenCanvas(canvas.width, canvas.height);
      const context = copy.getContext("2d", { willReadFrequently: true });
      if (!context) return 0;
      context.drawImage(canvas, 0, 0);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      let different = 0;
      for (let at = 0; at < data.length; at += 4)
        if ([0, 1, 2, 3].some((part) => Math.abs(data[at + part] - data[part]) > 40)) different++;
      return different;
    });
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations: found } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: {
        type: "tag",
        values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      },
      resultTypes: ["violations"],
    });
    return found.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)} ${nodes[0].failureSummary}`);
  });
}

describe.each(["en", "nb"] as const)("the atlas, in %s", (language) => {
  const words = WORDS[language];
  const options = { locale: LOCALES[language] };

  it("leads from its shelves to every pattern, each of which is told, drawn and free of violations", async () => {
    const { page, context, troubles, foreignRequests } = await open("#/emg/atlas", {
      ...options,
      colorScheme: language === "nb" ? "dark" : "light",
    });
    expect(await page.locator(".atlas-card").count()).toBe(PATTERN_IDS.length);
    await expect.poll(() => inked(page, "canvas.atlas-thumbnail")).toBeGreaterThan(50);
    expect(await violations(page)).toEqual([]);
    for (const id of PATTERN_IDS) {
      await page.goto(`${server.url}#/emg/atlas/${id}`);
      const told = knowledge.atlas.find((one) => one.id === id);
      await page
        .getByText(told?.hear.text[language] ?? "?")
        .first()
        .waitFor();
      await page
        .getByText(told?.tells[0].text[language] ?? "?")
        .first()
        .waitFor();
      const title = await page.locator("main h1").textContent();
      await expect.poll(() => page.title()).toBe(`${title} · Krampe`);
      if (id === "undetermined") continue;
      await made(page);
      await expect.poll(() => inked(page, ".emg-frame canvas"), { message: id }).toBeGreaterThan(500);
      expect(await page.locator(".atlas-pair .specimen").count()).toBe(2);
      await page.emulateMedia({ media: "print" });
      for (const { difference } of told?.confusedWith ?? [])
        expect(
          await page.getByText(difference[0].text[language]).filter({ visible: true }).count(),
          `${id} on paper`,
        ).toBeGreaterThan(0);
      await page.emulateMedia({ media: "screen" });
      if (id === "cramp-discharge" || id === "dystonic-co-contraction") {
        await page.locator(".atlas details").evaluateAll((all) => {
          for (const one of all) (one as HTMLDetailsElement).open = true;
        });
        await page.locator(".atlas-truth table").waitFor();
        expect(await violations(page), id).toEqual([]);
      }
    }
    expect(troubles).toEqual([]);
    expect(foreignRequests).toEqual([]);
    await context.close();
  }, 180_000);

  it("simulates anew in a worker when a knob is turned, and hands the muscle to the workbench", async () => {
    const { page, context, troubles } = await open("#/emg/atlas/voluntary", options);
    await made(page);
    await page.locator(".atlas-truth summary").click();
    const facts = () => page.locator(".truth-facts").first().textContent();
    const before = await facts();
    const axon = page.getByLabel(words.knobs.parts.axon);
    await axon.focus();
    for (let press = 0; press < 12; press++) await page.keyboard.press("ArrowRight");
    await expect.poll(facts).not.toBe(before);
    await made(page);
    expect(page.workers().map((worker) => worker.url())).toContainEqual(
      expect.stringContaining("atlas.worker"),
    );
    await page.getByRole("button", { name: words.knobs.another, exact: true }).click();
    await page.locator(".parameter input").first().focus();
    await page.keyboard.press("ArrowRight");
    await page.locator('.parameter[data-set="true"]').waitFor();
    await page.getByRole("button", { name: words.openInWorkbench }).click();
    await page.waitForURL(/#\/emg$/);
    await page.locator(".emg-head").waitFor();
    await page
      .getByText(language === "nb" ? /Simulert/ : /Simulated/)
      .first()
      .waitFor();
    await page.goBack();
    await made(page);
    expect(await page.locator('.parameter[data-set="true"]').count()).toBe(0);
    expect(troubles).toEqual([]);
    await context.close();
  });

  it("can be used by keys alone, with what has the focus in sight", async () => {
    const { page, context } = await open("#/emg/atlas/myotonic-discharge", options);
    await made(page);
    const last = page.locator(".parameter input").last();
    await last.focus();
    for (let press = 0; press < 12; press++) await page.keyboard.press("Shift+Tab");
    const isInSight = await page.evaluate(() => {
      const focused = document.activeElement as HTMLElement;
      const { left, top, width, height } = focused.getBoundingClientRect();
      const there = document.elementFromPoint(left + width / 2, top + height / 2);
      return there !== null && (focused.contains(there) || there.contains(focused));
    });
    expect(isInSight).toBe(true);
    const frame = page.locator(".emg-frame").first();
    await frame.focus();
    const span = () => page.locator(".specimen-field select").first().inputValue();
    const before = Number(await span());
    await page.keyboard.press("+");
    await expect.poll(async () => Number(await span())).toBeLessThan(before);
    await page.keyboard.press("End");
    const at = async () => Number(await frame.getAttribute("aria-valuenow"));
    await expect.poll(at).toBeGreaterThan(10);
    await page.keyboard.press("Home");
    await expect.poll(at).toBe(0);
    await page.keyboard.press(" ");
    await page.locator('.specimen[data-playing="true"]').waitFor();
    await page.keyboard.press(" ");
    await page.locator('.specimen[data-playing="true"]').waitFor({ state: "detached" });
    await context.close();
  });
});

describe("the quiz", () => {
  it.each(["en", "nb"] as const)(
    "is answered by keys, tells the truth with reasons and keeps count, in %s",
    async (language) => {
      const words = WORDS[language].quiz;
      const { page, context, troubles } = await open("#/emg/quiz?seed=11", { locale: LOCALES[language] });
      await made(page);
      await page.locator(".quiz-numbers summary").click();
      expect(await page.locator(".quiz-numbers tbody tr").count()).toBeGreaterThanOrEqual(10);
      expect(await page.locator(".specimen-raster").count()).toBe(0);
      expect(await violations(page)).toEqual([]);
      await page.getByRole("button", { name: words.answer, exact: true }).press("Enter");
      await page.getByText(words.chooseFirst).waitFor();
      for (let asked = 1; asked <= 3; asked++) {
        await made(page);
        await page.locator(".quiz-answers input").first().focus();
        await page.keyboard.press("Space");
        await page.keyboard.press("Enter");
        await page.locator(".quiz-told").waitFor();
        expect(await page.evaluate(() => document.activeElement?.className)).toContain("quiz-verdict");
        expect(await page.locator(".quiz-told .atlas-tells li").count()).toBeGreaterThan(0);
        expect(await page.locator(".specimen-raster").count()).toBe(1);
        if (asked === 1) expect(await violations(page)).toEqual([]);
        await expect
          .poll(() => page.locator(".quiz-score").textContent())
          .toMatch(new RegExp(`\\d \\S+ ${asked} `));
        await page.getByRole("button", { name: words.next }).press("Enter");
        await page.getByRole("heading", { name: words.unknown(asked + 1) }).waitFor();
      }
      const stored = await page.evaluate(() => localStorage.length + sessionStorage.length);
      expect(stored).toBe(0);
      expect(troubles).toEqual([]);
      await context.close();
    },
  );

  it("names no pattern before it is answered, not even to those who read the page's source", async () => {
    const { page, context } = await open("#/emg/quiz?seed=2");
    await made(page);
    const ids = PATTERN_IDS.filter((id) => id.includes("-"));
    const source = await page.locator(".quiz").evaluate((element) => element.outerHTML);
    expect(ids.filter((id) => source.includes(id))).toEqual([]);
    await context.close();
  });
});

describe("sound", () => {
  it.each([1, 0.5] as const)(
    "of a complex repetitive discharge has the lines of its rate, and at %s of the speed that share of it",
    async (speed) => {
      const { page, context, troubles } = await open("#/emg/atlas/complex-repetitive-discharge");
      await made(page);
      // One pace that never jumps: what the ear must find is known.
      const row = (text: RegExp) => page.getByRole("slider", { name: text });
      await row(/Discharges at the usual rate/).press("End");
      await row(/jump to another rate/).press("Home");
      await page.locator('.parameter[data-set="true"]').nth(1).waitFor();
      await made(page);
      const rateText = await page
        .locator(".parameter", { hasText: /^Usual rate/ })
        .locator("output")
        .textContent();
      const rateHz = Number.parseFloat(rateText ?? "");
      expect(rateHz).toBeGreaterThan(20);
      await renderSoundOffline(page);
      await page.getByLabel(en.specimen.speeds(speed)).first().check({ force: true });
      await page.locator(".emg-frame").first().focus();
      await page.keyboard.press("Home");
      await page.keyboard.press(" ");
      const sound = await renderedSound(page);
      const peak = sound.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      expect(peak).toBeGreaterThan(0.01);
      expect(peak).toBeLessThan(0.5);
      expect(Math.abs(spacingHz(sound) - speed * rateHz)).toBeLessThan(1);
      expect(troubles).toEqual([]);
      await context.close();
    },
  );
});

/** Distance of the lines in the spectrum: the lag at which it resembles itself most, between 12 and 60 Hz. */
function spacingHz(sound: Float32Array): number {
  const { powerDensity, stepHz } = spectrumOfSound(sound, 65_536);
  const lines = Array.from(powerDensity.slice(0, Math.floor(1500 / stepHz)), (power) =>
    Math.max(-100, 10 * Math.log10(power)),
  );
  const mean = lines.reduce((sum, value) => sum + value, 0) / lines.length;
  let [best, at] = [0, 0];
  for (let lag = Math.ceil(12 / stepHz); lag < 60 / stepHz; lag++) {
    let sum = 0;
    for (let k = 0; k + lag < lines.length; k++) sum += (lines[k] - mean) * (lines[k + lag] - mean);
    if (sum / (lines.length - lag) > best) [best, at] = [sum / (lines.length - lag), lag];
  }
  return at * stepHz;
}
