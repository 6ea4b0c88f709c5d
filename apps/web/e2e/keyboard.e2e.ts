import type { Browser, Page } from "playwright-core";
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

/** Tabs until what has the focus fits, and fails when it never does. */
async function tabTo(page: Page, fits: string, most = 400): Promise<void> {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, fits)) return;
  }
  throw new Error(`Tab never reached ${fits}`);
}

describe.each(["en", "nb"] as const)("by keyboard alone, in %s", (language) => {
  it("a patient is assessed, a question answered, an argument opened and the note copied", async () => {
    const { page, context, troubles } = await openPage(browser, server.url, {
      locale: LOCALES[language],
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const clinician = new Clinician(page, language);
    const { words } = clinician;
    const yes = language === "nb" ? "j" : "y";

    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.className)).toContain("skip-link");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("MAIN");

    await tabTo(page, '#section-first input[data-finding="age"]');
    await page.keyboard.type("72");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    for (const key of [yes, yes, yes, "n", "n", yes]) {
      await page.keyboard.press("Tab");
      await page.keyboard.press(key);
    }
    await tabTo(page, "#section-first .no-drugs");
    await page.keyboard.press("Enter");
    await expect
      .poll(() => clinician.verdict("idiopathic-cramps").textContent())
      .toMatch(/likely|sannsynlig/);

    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("n");
    const examination = clinician.states("first", "normal-neurological-examination");
    expect(await examination.getByRole("radio", { name: words.states.absent, exact: true }).isChecked()).toBe(
      true,
    );
    await page.keyboard.press("u");
    expect(
      await examination.getByRole("radio", { name: words.states.unknown, exact: true }).isChecked(),
    ).toBe(true);
    await page.keyboard.press(yes);

    await page.keyboard.press("Control+z");
    expect(
      await examination.getByRole("radio", { name: words.states.unknown, exact: true }).isChecked(),
    ).toBe(true);
    await page.keyboard.press("Control+y");
    expect(
      await examination.getByRole("radio", { name: words.states.present, exact: true }).isChecked(),
    ).toBe(true);

    await tabTo(page, ".reason summary");
    await page.keyboard.press("Enter");
    await page.locator(".grounds-text").first().waitFor();
    await tabTo(page, ".question-answer button");
    const asked = await page.locator(".question-text").first().textContent();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator(".question-text").first().textContent()).not.toBe(asked);
    const stays = () => page.evaluate(() => document.activeElement?.closest(".question, .ask") !== null);
    await expect.poll(stays).toBe(true);

    await page.evaluate(() => document.getElementById("content")?.focus());
    await tabTo(page, ".toolbar button", 20);
    while ((await page.evaluate(() => document.activeElement?.textContent)) !== words.actions.note) {
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: words.noteDialog.heading });
    await dialog.waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(words.actions.note);
    expect(troubles).toEqual([]);
    await context.close();
  });

  it("the focus is always to be seen", async () => {
    const { page, context } = await openPage(browser, server.url, { locale: LOCALES[language] });
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press("Tab");
      const seen = await page.evaluate(() => {
        const focused = document.activeElement as HTMLElement;
        const drawn = focused.matches(".three input, .switch input")
          ? (focused.nextElementSibling as HTMLElement)
          : focused;
        const style = getComputedStyle(drawn);
        return style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2;
      });
      expect(seen, `stop ${i}`).toBe(true);
    }
    await context.close();
  });
});
