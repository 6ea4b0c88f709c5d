/** The page EMG in Chromium: opened, drawn, read, and held against the rules of accessibility. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { en } from "../../src/language/emg/en.ts";
import { nb } from "../../src/language/emg/nb.ts";
import { openPage } from "./browser.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
export const WORDS = { en, nb } as const;

export function openEmg(
  browser: Browser,
  url: string,
  language: "en" | "nb" = "en",
  options: Parameters<typeof openPage>[2] = {},
) {
  return openPage(browser, url, {
    hash: "#/emg",
    locale: language === "nb" ? "nb-NO" : "en-GB",
    ...options,
  });
}

/** The whole recording has been read, and is on the screen. */
export async function drawn(page: Page): Promise<void> {
  await page.locator(".emg-screen").waitFor();
  await page.locator(".emg-progress").waitFor({ state: "detached" });
}

/** Share of the screen's points that the trace has coloured. */
export function inked(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>(".emg-frame canvas");
    const ink = document.querySelector(".emg-ink-trace");
    if (!canvas || !ink) return 0;
    const copy = new OffscreenCanvas(canvas.width, canvas.height);
    const context = copy.getContext("2d", { willReadFrequently: true });
    if (!context) return 0;
    context.drawImage(canvas, 0, 0);
    const wanted = getComputedStyle(ink).color.match(/\d+/g)?.map(Number) ?? [];
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let at = 0; at < data.length; at += 4)
      if (wanted.every((part, index) => Math.abs(data[at + index] - part) < 8)) count++;
    return count / (canvas.width * canvas.height);
  });
}

export const shownText = (page: Page) => page.locator("#emg-shown").textContent();

/** What axe finds on the page as it is. */
export async function violations(page: Page): Promise<string[]> {
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
