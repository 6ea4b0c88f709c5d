import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SECURITY_HEADERS } from "../content-security-policy.ts";
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

describe("what is stored and sent", () => {
  it("is nothing about the patient until someone asks, and nothing after it is taken back", async () => {
    const { page, context } = await openPage(browser, server.url);
    const clinician = new Clinician(page, "en");
    const stored = () => page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    await clinician.answer("first", "calf-cramp", "present");
    await clinician.hypothesis("neurogenic-cramp").waitFor();
    expect(await stored()).toBe("{}");
    expect(await context.cookies()).toEqual([]);
    await page.getByRole("button", { name: clinician.words.actions.keep }).click();
    await expect.poll(stored).toContain("calf-cramp");
    await page.reload();
    await page.getByRole("button", { name: clinician.words.keep.take }).click();
    await clinician.hypothesis("neurogenic-cramp").waitFor();
    await page.getByRole("button", { name: clinician.words.actions.startOver }).click();
    await expect.poll(stored).toBe("{}");
    await context.close();
  });

  it("is language and display only when asked, and then they are remembered", async () => {
    const { page, context } = await openPage(browser, server.url);
    await page.getByRole("radio", { name: "Norsk bokmål" }).click();
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await page.getByRole("button", { name: "Visning" }).click();
    await page.getByRole("radio", { name: "Mørkt" }).click();
    await page.getByRole("checkbox", { name: /Husk språk/ }).check();
    await page.reload();
    await expect.poll(() => page.locator("html").getAttribute("lang")).toBe("nb");
    expect(await page.locator("html").getAttribute("data-color-scheme")).toBe("dark");
    await context.close();
  });
});

describe("the security policy", () => {
  it("stands in the page as well as in the headers, and allows nothing inline or foreign", async () => {
    const { page, context } = await openPage(browser, server.url);
    const inPage = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
    const header = SECURITY_HEADERS["Content-Security-Policy"];
    expect(header.startsWith(inPage ?? "none")).toBe(true);
    expect(header).not.toMatch(/unsafe|\*|https?:/);
    await context.close();
  });

  it("is enforced: an inline script and a foreign picture are refused", async () => {
    const { page, context, troubles } = await openPage(browser, server.url);
    await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "globalThis.broken = true";
      document.body.append(script);
      const picture = document.createElement("img");
      picture.src = "https://example.org/x.png";
      document.body.append(picture);
    });
    await expect.poll(() => troubles.join("\n")).toMatch(/policy: script-src[\s\S]*policy: img-src/);
    expect(await page.evaluate(() => "broken" in globalThis)).toBe(false);
    await context.close();
  });
});
