import { readFileSync } from "node:fs";
import type { Browser, Download, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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

const unitRows = (page: Page) => page.locator("section[aria-labelledby=emg-firing] tbody tr");
const unitNames = (page: Page) => unitRows(page).locator("th").allTextContents();

async function download(page: Page, name: string): Promise<Download> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name, exact: true }).click(),
  ]);
  return file;
}

describe.each(["en", "nb"] as const)("a reader, in %s", (language) => {
  const words = WORDS[language];

  it("merges units, which changes their rates; undoes it, saves it, and finds it again with the recording", async () => {
    const { page, context, troubles, foreignRequests } = await openEmg(browser, server.url, language);
    const pattern = words.open.patterns["myokymic-discharge"].name;
    await page.getByRole("button", { name: new RegExp(`^${pattern}`) }).click();
    await unitRows(page).first().waitFor({ timeout: 45_000 });
    expect(await unitNames(page)).toEqual(["u1", "u2"]);
    await page.locator(".emg-potentials svg polyline").nth(5).waitFor();
    const rate = () => unitRows(page).first().locator("td").nth(1).textContent();
    const before = await rate();

    await page.locator("#emg-unit").selectOption("u1");
    await page.getByRole("button", { name: words.corrections.merge("u1", "u2") }).press("Enter");
    await expect.poll(() => unitNames(page)).toEqual(["u1+u2"]);
    expect(await rate()).not.toBe(before);
    await page.getByText(words.corrections.count(1), { exact: true }).waitFor();

    await page.getByRole("button", { name: words.corrections.undo, exact: true }).press("Enter");
    await expect.poll(() => unitNames(page)).toEqual(["u1", "u2"]);
    expect(await rate()).toBe(before);
    await page.getByRole("button", { name: words.corrections.redo, exact: true }).press("Enter");
    await expect.poll(() => unitNames(page)).toEqual(["u1+u2"]);

    const saved = await download(page, words.report.json);
    const report = JSON.parse(readFileSync(await saved.path(), "utf8"));
    expect(report.reader.corrections).toHaveLength(1);
    expect(report.channels[0].units.map(({ id }: { id: string }) => id)).toEqual(["u1+u2"]);

    await page.getByRole("button", { name: words.open.close, exact: true }).click();
    await page.locator("#emg-files").setInputFiles({
      name: "saved.emg.json",
      mimeType: "application/json",
      buffer: readFileSync(await saved.path()),
    });
    await unitRows(page).first().waitFor({ timeout: 45_000 });
    await expect.poll(() => unitNames(page)).toEqual(["u1+u2"]);
    expect(await violations(page)).toEqual([]);
    expect(troubles).toEqual([]);
    expect(foreignRequests).toEqual([]);
    await context.close();
  });

  it("moves and takes away bursts with the keys of the screen alone", async () => {
    const { page, context } = await openEmg(browser, server.url, language);
    const pattern = words.open.patterns.tremor.name;
    await page.getByRole("button", { name: new RegExp(`^${pattern}`) }).click();
    await drawn(page);
    await page.locator(".emg-numbers").waitFor();
    const burstCount = async () =>
      Number((await page.locator(".emg-numbers > div").nth(2).locator("dd").first().textContent()) ?? "");
    const before = await burstCount();
    expect(before).toBeGreaterThan(5);
    await page.locator(".emg-frame").focus();
    for (const key of ["n", "n", ".", ".", "i"]) await page.keyboard.press(key);
    await page.getByText(words.corrections.count(1), { exact: true }).waitFor();
    await page.keyboard.press("Delete");
    await page.getByText(words.corrections.count(2), { exact: true }).waitFor();
    expect(await burstCount()).toBe(before - 1);
    for (const key of ["z", "z"]) await page.keyboard.press(key);
    await page.getByText(words.corrections.count(0), { exact: true }).waitFor();
    expect(await burstCount()).toBe(before);
    await context.close();
  });

  it("draws the ends of a burst with the mouse, and puts it back", async () => {
    const { page, context, troubles } = await openEmg(browser, server.url, language);
    await page.getByRole("button", { name: new RegExp(`^${words.open.patterns.tremor.name}`) }).click();
    await drawn(page);
    await page.locator(".emg-numbers").waitFor();
    const bursts = page.locator("details", { has: page.locator("#emg-correct-burst") });
    await bursts.locator("summary").click();
    const row = page.locator('tr[data-chosen="true"]');
    await bursts.locator("tbody .emg-link").nth(4).click();
    const length = async () => (await row.locator("td").first().textContent())?.trim();
    const before = await length();
    const box = (await page.locator(".emg-frame").boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    // The chosen burst is on the screen from a quarter to three quarters.
    const y = box.y + box.height / 8;
    for (const [share, to] of [
      [0.75, 0.7],
      [0.25, 0.35],
    ]) {
      await page.locator(".emg-frame").scrollIntoViewIfNeeded();
      const now = (await page.locator(".emg-frame").boundingBox()) ?? box;
      const at = (part: number) => [now.x + part * now.width, now.y + (y - box.y)] as const;
      await page.mouse.move(...at(share));
      expect(await page.locator(".emg-frame").evaluate((one) => (one as HTMLElement).style.cursor)).toBe(
        "ew-resize",
      );
      await page.mouse.down();
      await page.mouse.move(...at((share + to) / 2), { steps: 4 });
      await page.mouse.move(...at(to), { steps: 4 });
      await page.mouse.up();
    }
    await page.getByText(words.corrections.count(2), { exact: true }).waitFor();
    expect(await length()).not.toBe(before);
    for (let step = 0; step < 2; step++)
      await page.getByRole("button", { name: words.corrections.undo, exact: true }).press("Enter");
    await page.getByText(words.corrections.count(0), { exact: true }).waitFor();
    expect(await bursts.locator("tbody tr").nth(4).locator("td").first().textContent()).toContain(before);
    expect(troubles).toEqual([]);
    await context.close();
  });

  it("sees the envelope in a lane of its own", async () => {
    const { page, context, troubles } = await openEmg(browser, server.url, language, {
      colorScheme: language === "nb" ? "dark" : "light",
    });
    await page.getByRole("button", { name: new RegExp(`^${words.open.patterns.voluntary.name}`) }).click();
    await drawn(page);
    await page.locator(".emg-numbers").waitFor();
    expect(await page.locator(".emg-envelope").count()).toBe(0);
    await page.getByLabel(words.measured.showEnvelope, { exact: true }).check();
    await page.locator(".emg-envelope canvas").waitFor();
    await page.getByText(words.envelope.caption(10, 100)).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(troubles).toEqual([]);
    await context.close();
  });

  it("is told why the corrections of another recording are not used", async () => {
    const { page, context } = await openEmg(browser, server.url, language);
    const reader = {
      format: "krampe-emg-reader",
      version: 1,
      recording: { name: "another.edf", durationS: 3, channels: [{ id: "1", sampleCount: 3 }] },
      context: [],
      corrections: [],
    };
    const file = { name: "x.emg.json", mimeType: "", buffer: Buffer.from(JSON.stringify({ reader })) };
    await page.locator("#emg-files").setInputFiles(file);
    await page.locator(".emg-refused").getByText("another.edf").waitFor();
    await page.getByRole("button", { name: new RegExp(`^${words.open.patterns.silence.name}`) }).click();
    await drawn(page);
    await page.locator("#emg-files").setInputFiles(file);
    await page.locator(".emg-noticed").getByText("another.edf").first().waitFor();
    await context.close();
  });

  it("compares two muscles, and goes to a stretch of their course", async () => {
    const { page, context, troubles } = await openEmg(browser, server.url, language);
    await page.getByRole("button", { name: new RegExp(`^${words.open.patterns.tremor.name}`) }).click();
    await drawn(page);
    await page.getByRole("button", { name: words.pair.compare, exact: true }).click();
    await page.locator(".emg-indices dd").nth(2).waitFor({ timeout: 45_000 });
    const indices = () => page.locator(".emg-indices dd").allTextContents();
    const asMeasured = await indices();
    expect(asMeasured).not.toContain("");
    await page.locator(".emg-frame").focus();
    for (const key of ["n", "Delete", "n", "Delete", "n", "Delete"]) await page.keyboard.press(key);
    await expect.poll(indices).not.toEqual(asMeasured);
    for (const key of ["z", "z", "z"]) await page.keyboard.press(key);
    await expect.poll(indices).toEqual(asMeasured);
    await page.locator("section[aria-labelledby=emg-pair] summary").click();
    await page.locator("section[aria-labelledby=emg-pair] tbody .emg-link").nth(1).press("Enter");
    await expect.poll(() => page.locator("#emg-sweep").inputValue()).toBe("0.5");
    expect(await violations(page)).toEqual([]);
    expect(troubles).toEqual([]);
    await context.close();
  });
});
