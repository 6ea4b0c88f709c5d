/** What the page plays, rendered by its own graph in an OfflineAudioContext, and held against the recording. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { en } from "../src/language/emg/en.ts";
import { launchBrowser, openPage } from "./support/browser.ts";
import { drawn } from "./support/emg-bench.ts";
import {
  LEAD_S,
  renderedSound,
  renderSoundOffline,
  SOUND_HZ,
  spectrumOfSound,
} from "./support/offline-sound.ts";
import { BUILT, type StaticServer, serveBuilt } from "./support/static-server.ts";
import { type Tone, toneFile } from "./support/tone-file.ts";

let browser: Browser;
let server: StaticServer;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), serveBuilt(process.env["KRAMPE_WEB"] ?? BUILT)]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

async function rendered(tone: Tone, prepare?: (page: Page) => Promise<void>): Promise<Float32Array> {
  const { page, context, troubles } = await openPage(browser, server.url, { hash: "#/emg" });
  await renderSoundOffline(page);
  await page.locator("#emg-files").setInputFiles(toneFile(tone));
  await drawn(page);
  await prepare?.(page);
  await page.locator(".emg-frame").focus();
  await page.keyboard.press(" ");
  const samples = await renderedSound(page);
  expect(troubles).toEqual([]);
  await context.close();
  return samples;
}

function spectrumOf(samples: Float32Array) {
  const { powerDensity, stepHz } = spectrumOfSound(samples);
  const near = (hz: number) => {
    const bin = Math.round(hz / stepHz);
    return powerDensity.slice(Math.max(0, bin - 3), bin + 4).reduce((sum, power) => sum + power, 0);
  };
  const all = powerDensity.reduce((sum, power) => sum + power, 0);
  const strongest = powerDensity.indexOf(Math.max(...powerDensity)) * stepHz;
  return { strongest, shareAt: (hz: number) => near(hz) / all };
}

const rms = (samples: Float32Array) =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length));

describe("the sound of a recording", () => {
  it("has the spectrum of the recording: a tone stays that tone, and nearly nothing beside it", async () => {
    const { strongest, shareAt } = spectrumOf(await rendered({ hz: 400, durationS: 6 }));
    expect(Math.abs(strongest - 400)).toBeLessThan(4);
    expect(shareAt(400)).toBeGreaterThan(0.97);
  });

  it("is one and two octaves lower at half and at a quarter of the speed", async () => {
    for (const [speed, hz] of [
      [0.5, 400],
      [0.25, 200],
    ] as const) {
      const samples = await rendered({ hz: 800, durationS: 6 }, (page) =>
        page.getByLabel(en.controls.speeds(speed)).check({ force: true }),
      );
      const { strongest, shareAt } = spectrumOf(samples);
      expect(Math.abs(strongest - hz)).toBeLessThan(4);
      expect(shareAt(hz)).toBeGreaterThan(0.97);
    }
  });

  it("comes when the signal does, to a hundredth of a second, and is silent before and after", async () => {
    const samples = await rendered({ hz: 500, durationS: 3, soundedS: [0.8, 1.3] });
    const between = (fromS: number, toS: number) =>
      rms(samples.subarray(Math.round((LEAD_S + fromS) * SOUND_HZ), Math.round((LEAD_S + toS) * SOUND_HZ)));
    const loud = between(0.85, 1.25);
    expect(between(0.1, 0.79)).toBeLessThan(loud / 100);
    expect(between(1.36, 1.9)).toBeLessThan(loud / 100);
    expect(between(0.81, 0.83)).toBeGreaterThan(loud / 3);
    expect(between(1.27, 1.29)).toBeGreaterThan(loud / 3);
  });

  it("goes through the filters of the screen", async () => {
    const open = rms(await rendered({ hz: 50, durationS: 4 }));
    const filtered = rms(
      await rendered({ hz: 50, durationS: 4 }, async (page) => {
        await page.locator("#emg-mains").selectOption("50");
        await drawn(page);
      }),
    );
    expect(open).toBeGreaterThan(0.02);
    // Fitted to the ear by its own largest sample, what is left of the ends may be heard; the tone itself is gone.
    expect(filtered).toBeLessThan(open / 2);
  });

  it("never passes full scale, however loud the recording is", async () => {
    const samples = await rendered({ hz: 300, durationS: 4, amplitude: 4 }, async (page) => {
      await page.locator("#emg-volume").fill("1");
    });
    expect(samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)).toBeLessThanOrEqual(1);
  });
});
