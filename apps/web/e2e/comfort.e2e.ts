import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, openPage } from "./support/browser.ts";
import { Clinician } from "./support/clinician.ts";
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

/** Texts that do not fit the box that holds them, and cannot be scrolled to either. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("main *")]
      .filter((element) => element.childElementCount === 0 && element.textContent?.trim())
      .filter((element) => !element.closest(".ds-sr-only, .action-name, .print-sheet"))
      .filter((element) => {
        const { overflowX, overflowY, display } = getComputedStyle(element);
        if (display === "none" || display === "inline") return false;
        return (
          (["hidden", "clip"].includes(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
          (["hidden", "clip"].includes(overflowY) && element.scrollHeight > element.clientHeight + 1)
        );
      })
      .map((element) => `${element.className}: ${element.textContent}`),
  );
}

describe("comfort", () => {
  it.each([390, 1280])("wider text spacing cuts nothing off at %i pixels (WCAG 1.4.12)", async (width) => {
    const { page, context } = await openPage(browser, server.url, {
      viewport: { width, height: 900 },
      bypassCSP: true,
    });
    const clinician = new Clinician(page, "en");
    await clinician.load(/^Spasms of the hands/);
    await page.addStyleTag({
      content:
        "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }",
    });
    expect(await cutOff(page)).toEqual([]);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ).toBeLessThanOrEqual(0);
    await context.close();
  });

  it("nothing moves by itself when less motion is asked for", async () => {
    const { page, context } = await openPage(browser, server.url, { reducedMotion: "reduce" });
    const clinician = new Clinician(page, "en");
    await clinician.load(/^Spasms of the hands/);
    const moving = await page.evaluate(() =>
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().duration !== 0)
        .map((animation) => String((animation.effect as KeyframeEffect).target?.className)),
    );
    expect(moving).toEqual([]);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior)).toBe("auto");
    await context.close();
  });

  it("with forced colours the chosen answer still looks unlike the others", async () => {
    const { page, context } = await openPage(browser, server.url, { forcedColors: "active" });
    const clinician = new Clinician(page, "en");
    await clinician.answer("first", "calf-cramp", "present");
    const colours = await clinician
      .states("first", "calf-cramp")
      .locator("label > span")
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundColor));
    expect(colours[0]).not.toBe(colours[1]);
    expect(colours[1]).not.toBe("");
    await context.close();
  });

  it("a red flag stays in sight while the reader is further down in the answer, and leads back", async () => {
    const { page, context } = await openPage(browser, server.url, { viewport: { width: 1440, height: 900 } });
    const clinician = new Clinician(page, "en");
    await clinician.load(/^Cramps on a statin/);
    await page.locator("#treatments-heading").scrollIntoViewIfNeeded();
    await clinician.answer("examination", "fasciculation-seen", "present");
    await clinician.answer("examination", "muscle-wasting", "present");
    const strip = page.locator(".flag-strip");
    await strip.waitFor();
    expect(await strip.textContent()).toContain(clinician.label("als-suspected", "redFlags"));
    await strip.click();
    await strip.waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("red-flags");
    await context.close();
  });
});
