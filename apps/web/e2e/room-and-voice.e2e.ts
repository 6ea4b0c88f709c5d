import type { Browser } from "playwright-core";
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

describe("what moved", () => {
  it("is said once after a rest, not with every answer", async () => {
    const { page, context } = await openPage(browser, server.url);
    const clinician = new Clinician(page, "en");
    await page.evaluate(() => {
      const said: string[] = [];
      (globalThis as unknown as { said: string[] }).said = said;
      const region = document.querySelector(".moves");
      if (!region) throw new Error("no live region");
      new MutationObserver(() => said.push(region.textContent ?? "")).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    });
    await clinician.answer("first", "calf-cramp", "present");
    await clinician.answer("first", "nocturnal-onset", "present");
    await clinician.answer("first", "relieved-by-stretch", "present");
    const said = () => page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
    await expect.poll(said).not.toEqual([]);
    const sentences = [...new Set(await said())];
    expect(sentences.length).toBe(1);
    expect(sentences[0]).toContain(clinician.label("neurogenic-cramp", "hypotheses"));
    await context.close();
  });
});

describe("room", () => {
  it.each([
    [320, 640],
    [390, 844],
    [768, 1024],
    [1280, 800],
    [320, 256],
  ])("nothing is cut off at %i × %i, as at 400 % zoom", async (width, height) => {
    const { page, context } = await openPage(browser, server.url, { viewport: { width, height } });
    const clinician = new Clinician(page, "en");
    await clinician.load(/^Cramps on a statin/);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await context.close();
  });

  it("fingers find targets of 44 pixels", async () => {
    const { page, context } = await openPage(browser, server.url, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    const clinician = new Clinician(page, "en");
    await clinician.load(/^Cramps on a statin/);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("main button, main input, main select, main summary")]
        .filter((element) => element.offsetParent !== null && !element.closest(".grounds, [hidden]"))
        .map((element) => {
          const target = element.closest("label") ?? element;
          return { text: `${element.className} ${target.textContent}`, box: target.getBoundingClientRect() };
        })
        .filter(({ box }) => box.width > 1 && (box.height < 43.5 || box.width < 43.5))
        .map(({ text, box }) => `${text} ${Math.round(box.width)}×${Math.round(box.height)}`),
    );
    expect(small).toEqual([]);
    await context.close();
  });
});
