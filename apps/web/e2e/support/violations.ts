/** What axe finds in a page, and the looks in which every page is held against it. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type axe from "axe-core";
import type { BrowserContextOptions, Page } from "playwright-core";
import { LOCALES } from "./clinician.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export const LOOKS: readonly (readonly [string, BrowserContextOptions])[] = [
  ["light", { colorScheme: "light", locale: LOCALES.en }],
  ["dark", { colorScheme: "dark", locale: LOCALES.nb }],
  ["high contrast", { contrast: "more", locale: LOCALES.en }],
  ["phone", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: LOCALES.nb }],
];

/** In the whole page, or in the part of it that is new. */
export async function violations(page: Page, part = "html"): Promise<string[]> {
  // What lies under the sticky headers while the page is scrolled would be called hidden.
  await page.evaluate(() => {
    window.scrollTo(0, 0);
    document.getElementById("answer")?.scrollTo(0, 0);
  });
  await page.evaluate(AXE);
  return page.evaluate(
    async ([tags, within]) => {
      const { violations: found } = await (globalThis as unknown as { axe: typeof axe }).axe.run(within, {
        runOnly: { type: "tag", values: tags },
        resultTypes: ["violations"],
      });
      return found.map(
        ({ id, help, nodes }) =>
          `${id}: ${help} (${nodes.length}): ${nodes[0].html.slice(0, 160)} ${nodes[0].failureSummary}`,
      );
    },
    [RULES, part] as const,
  );
}
