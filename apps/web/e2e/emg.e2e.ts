import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { en } from "../src/language/emg/en.ts";
import { launchBrowser } from "./support/browser.ts";
import { drawn, inked, openEmg, shownText, violations, WORDS } from "./support/emg-bench.ts";
import { BUILT, type StaticServer, serveBuilt } from "./support/static-server.ts";
import { toneFile } from "./support/tone-file.ts";

const SHARED = fileURLToPath(new URL("../../../../shared/emg/", import.meta.url));

let browser: Browser;
let server: StaticServer;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), serveBuilt(process.env["KRAMPE_WEB"] ?? BUILT)]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

describe.each(["en", "nb"] as const)("the bench, in %s", (language) => {
  const words = WORDS[language];

  it("shows a simulated cramp, moves by keys, measures it and saves the report", async () => {
    const { page, context, troubles, foreignRequests } = await openEmg(browser, server.url, language);
    const cramp = words.open.patterns["cramp-discharge"].name;
    await page.getByRole("button", { name: new RegExp(`^${cramp}`) }).click();
    await drawn(page);
    await expect.poll(() => inked(page)).toBeGreaterThan(0.02);
    await page.getByText(words.open.notReal).waitFor();

    await page.locator(".emg-frame").focus();
    await page.keyboard.press("+");
    await page.keyboard.press("ArrowRight");
    const [decimal, unit] = [language === "nb" ? "," : ".", "s"];
    await expect
      .poll(() => shownText(page))
      .toContain(`2 ${unit} ${language === "nb" ? "per rute" : "per division"}`);
    await page.keyboard.press("End");
    await expect.poll(() => page.locator(".emg-frame").getAttribute("aria-valuenow")).toBe("40");
    await page.keyboard.press("Home");
    await expect.poll(() => shownText(page)).toContain(`0 ${unit}`);
    const before = await page.locator("#emg-sensitivity").inputValue();
    await page.keyboard.press("ArrowUp");
    expect(Number(await page.locator("#emg-sensitivity").inputValue())).toBeLessThan(Number(before));

    await page.getByLabel(words.controls.negativeUp).check();
    await expect.poll(() => shownText(page)).toContain(words.shown.negativeUp);
    expect(await inked(page)).toBeGreaterThan(0.001);

    await page.locator(".emg-numbers").waitFor();
    expect(await page.locator(".emg-numbers").textContent()).toContain(decimal);
    const [json] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: words.report.json }).click(),
    ]);
    const report = JSON.parse(readFileSync(await json.path(), "utf8"));
    expect(report.simulated).toEqual({ pattern: "cramp-discharge", seed: 1 });
    expect(report.channels[0].bursts.length).toBeGreaterThan(0);
    const [csv] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: words.report.csv }).click(),
    ]);
    expect(readFileSync(await csv.path(), "utf8")).toMatch(/^recording,channel,of/);
    expect(troubles).toEqual([]);
    expect(foreignRequests).toEqual([]);
    await context.close();
  });

  it("has nothing for axe to find, empty, open and with everything unfolded", async () => {
    const { page, context } = await openEmg(browser, server.url, language, {
      colorScheme: language === "nb" ? "dark" : "light",
    });
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: new RegExp(`^${words.open.patterns.tremor.name}`) }).click();
    await drawn(page);
    await page.locator(".emg-numbers").waitFor();
    await page.locator(".emg details").evaluateAll((all) => {
      for (const one of all) (one as HTMLDetailsElement).open = true;
    });
    await page.locator(".emg-spectrum").waitFor();
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
});

describe("files", () => {
  const sets: readonly (readonly string[])[] = [
    ["edf/bids_typing_32ch_emg.edf"],
    ["wfdb/emg_healthy.hea", "wfdb/emg_healthy.dat"],
    ["brainvision/test.vhdr", "brainvision/test.vmrk", "brainvision/test.eeg"],
    ["opensignals/emg_bursts.h5"],
    ["text/emgflow_sample_data_01.csv"],
    ["wav/pulse_1.wav"],
  ];
  const present = sets.filter((set) => set.every((file) => existsSync(SHARED + file)));

  it.runIf(present.length > 0)("that were recorded are opened and drawn, with nothing sent", async () => {
    const { page, context, troubles, foreignRequests } = await openEmg(browser, server.url);
    for (const set of present) {
      await page.locator("#emg-files").setInputFiles(set.map((file) => SHARED + file));
      await drawn(page);
      await expect.poll(() => inked(page), { message: set[0] }).toBeGreaterThan(0.001);
      await page.getByRole("button", { name: en.open.close, exact: true }).click();
    }
    expect(troubles).toEqual([]);
    expect(foreignRequests).toEqual([]);
    await context.close();
  });

  it("that are no recordings are refused with a reason", async () => {
    const { page, context } = await openEmg(browser, server.url);
    const buffer = Buffer.from([1, 2, 0, 4, 5, 0, 7]);
    await page.locator("#emg-files").setInputFiles({ name: "no.bin", mimeType: "", buffer });
    await page.locator(".emg-refused li").first().waitFor();
    await context.close();
  });

  it("that are clipped are marked, on the screen and in the table", async () => {
    const { page, context } = await openEmg(browser, server.url);
    await page.locator("#emg-files").setInputFiles(toneFile({ hz: 3, durationS: 2, amplitude: 1.6 }));
    await drawn(page);
    await page.locator("summary", { hasText: en.shown.table }).click();
    await expect
      .poll(() => page.locator(".emg-shown table").first().textContent())
      .toContain(en.spans.kinds.saturation);
    await context.close();
  });

  it("show less of what a filter takes away", async () => {
    const { page, context } = await openEmg(browser, server.url);
    await page.locator("#emg-files").setInputFiles(toneFile({ hz: 5, durationS: 3 }));
    await drawn(page);
    await page.locator("summary", { hasText: en.shown.table }).click();
    const largest = () =>
      page
        .locator(".emg-shown table tbody td")
        .nth(2)
        .textContent()
        .then((text) => Number.parseFloat(text ?? ""));
    await expect.poll(largest).toBeGreaterThan(0.3);
    await page.locator("#emg-high-pass").selectOption("50");
    await expect.poll(largest).toBeLessThan(0.1);
    await context.close();
  });
});

describe("a finger", () => {
  it("moves in time, two zoom, and a tap places the cursor", async () => {
    const { page, context } = await openEmg(browser, server.url, "en", {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await page
      .getByRole("button", { name: new RegExp(`^${WORDS.en.open.patterns.voluntary.name}`) })
      .first()
      .tap();
    await drawn(page);
    await page.locator(".emg-numbers").waitFor();
    const frame = page.locator(".emg-frame");
    await frame.evaluate((one) => one.scrollIntoView({ block: "center" }));
    // what is measured meanwhile may move the screen: where it lies is asked for each touch
    const at = async (x: number) => {
      const box = await frame.boundingBox();
      if (!box) throw new Error("no screen");
      return { x: box.x + x, y: box.y + 120 };
    };
    const client = await context.newCDPSession(page);
    const touch = async (type: "touchStart" | "touchMove" | "touchEnd", ...xs: number[]) =>
      client.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: await Promise.all(xs.map(async (x, id) => ({ ...(await at(x)), id }))),
      });
    const view = async () => (await frame.getAttribute("aria-valuetext")) ?? "";
    const whole = await view();
    await touch("touchStart", 140, 220);
    for (let step = 1; step <= 8; step++) await touch("touchMove", 140 - 10 * step, 220 + 10 * step);
    await touch("touchEnd");
    await expect.poll(view).not.toBe(whole);
    await page.waitForTimeout(400);
    const nearS = Number.parseFloat(await view());
    await touch("touchStart", 300);
    for (let step = 1; step <= 8; step++) await touch("touchMove", 300 - 20 * step);
    await touch("touchEnd");
    await expect.poll(async () => Number.parseFloat(await view())).toBeGreaterThan(nearS);
    const before = await shownText(page);
    const tapped = await at(200);
    await page.touchscreen.tap(tapped.x, tapped.y);
    await expect.poll(() => shownText(page)).not.toBe(before);
    await context.close();
  });
});

describe("sound", () => {
  it("is the recording's, safe in volume, in step with the cursor, and an octave lower at half speed", async () => {
    const { page, context, troubles } = await openEmg(browser, server.url);
    await page.evaluate(() => {
      const listened = window as unknown as { heard?: AnalyserNode };
      const connect = AudioNode.prototype.connect as (this: AudioNode, to: AudioNode) => AudioNode;
      AudioNode.prototype.connect = function (this: AudioNode, to: AudioNode) {
        if (to instanceof AudioDestinationNode) {
          listened.heard = new AnalyserNode(this.context, { fftSize: 16_384 });
          connect.call(this, listened.heard);
        }
        return connect.call(this, to);
      } as AudioNode["connect"];
    });
    const heard = () =>
      page.evaluate(() => {
        const { heard: analyser } = window as unknown as { heard?: AnalyserNode };
        if (!analyser) return { hz: 0, peak: 0 };
        const powers = new Float32Array(analyser.frequencyBinCount);
        analyser.getFloatFrequencyData(powers);
        const waves = new Float32Array(analyser.fftSize);
        analyser.getFloatTimeDomainData(waves);
        const strongest = powers.indexOf(Math.max(...powers));
        const peak = Math.max(...waves.map(Math.abs));
        return { hz: (strongest * analyser.context.sampleRate) / analyser.fftSize, peak };
      });
    await page.locator("#emg-files").setInputFiles(toneFile({ hz: 400, durationS: 30, amplitude: 0.9 }));
    await drawn(page);
    await page.locator(".emg-frame").focus();
    await page.keyboard.press(" ");
    await page.getByRole("button", { name: en.controls.pause, exact: true }).waitFor();
    await expect.poll(async () => Math.round((await heard()).hz / 10) * 10, { timeout: 10_000 }).toBe(400);
    const { peak } = await heard();
    expect(peak).toBeGreaterThan(0.02);
    expect(peak).toBeLessThan(0.5);
    await page.getByLabel(en.controls.speeds(0.5)).check({ force: true });
    await expect.poll(async () => Math.round((await heard()).hz / 10) * 10, { timeout: 10_000 }).toBe(200);
    await page.locator(".emg-frame").focus();
    await page.keyboard.press(" ");
    await page.getByRole("button", { name: en.controls.play, exact: true }).waitFor();
    const cursorS = async () => Number(/Cursor at ([\d.]+)/.exec((await shownText(page)) ?? "")?.[1]);
    await expect.poll(cursorS).toBeGreaterThan(0.1);
    expect(troubles).toEqual([]);
    await context.close();
  });
});
