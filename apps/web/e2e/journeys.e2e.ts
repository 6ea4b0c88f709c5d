import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, openPage, type WatchedPage } from "./support/browser.ts";
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

const REPORT = [
  "Prøvetatt 12.03.2026 08:15",
  "P-Kalium 3,1 mmol/L (3,6 - 4,6)",
  "P-Magnesium 0,45 mmol/L (0,71 - 0,94)",
  "CK 180",
  "U-Natrium 40 mmol/L",
].join("\n");

function record(patients: number): string {
  const one = (id: string) => [
    { resourceType: "Patient", id, gender: "female", birthDate: "1951-04-02" },
    {
      resourceType: "Observation",
      id: `k-${id}`,
      status: "final",
      subject: { reference: `Patient/${id}` },
      effectiveDateTime: new Date().toISOString().slice(0, 10),
      code: { coding: [{ system: "http://loinc.org", code: "2823-3" }] },
      valueQuantity: { value: 2.4, unit: "mmol/L", system: "http://unitsofmeasure.org", code: "mmol/L" },
    },
  ];
  return Array.from({ length: patients }, (_, i) => one(`p${i}`))
    .flat()
    .map((resource) => JSON.stringify(resource))
    .join("\n");
}

async function drop(page: Page, name: string, text: string): Promise<void> {
  const files = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], fileName));
      return transfer;
    },
    [name, text] as const,
  );
  await page.dispatchEvent("body", "dragover", { dataTransfer: files });
  await page.dispatchEvent("body", "drop", { dataTransfer: files });
}

describe.each(["en", "nb"] as const)("in %s", (language) => {
  let watched: WatchedPage;
  let clinician: Clinician;
  let page: Page;

  async function open(): Promise<void> {
    watched = await openPage(browser, server.url, {
      locale: LOCALES[language],
      permissions: ["clipboard-read", "clipboard-write"],
    });
    page = watched.page;
    clinician = new Clinician(page, language);
  }

  /** Nothing foreign was asked for and nothing broke, in any journey. */
  async function close(): Promise<void> {
    expect(watched.troubles).toEqual([]);
    expect(watched.foreignRequests).toEqual([]);
    await watched.context.close();
  }

  it("drugs are found by name, class and code, and a whole list rules the others out", async () => {
    await open();
    const { words } = clinician;
    const search = page.getByRole("combobox", { name: words.drugs.label });
    await search.fill("simva");
    await page.getByRole("option", { name: /C10AA01/ }).click();
    await search.fill("C03CA01");
    await page.keyboard.press("Enter");
    await search.fill("xyzol");
    await page.getByRole("option", { name: words.drugs.asWritten("xyzol") }).click();
    const list = page.locator(".drugs-list");
    await expect.poll(() => list.textContent()).toContain("C03CA01");
    expect(await list.textContent()).toContain(words.drugs.notKnown);
    await page.getByRole("button", { name: words.drugs.remove("xyzol") }).click();
    await page.getByRole("checkbox", { name: words.drugs.whole }).check();
    await clinician.answer("first", "calf-cramp", "present");
    await clinician.answer("when", "began-after-new-drug", "present");
    await expect
      .poll(() => clinician.verdict("drug-statin").textContent())
      .toMatch(/possible|mulig|likely|sannsynlig/);
    await close();
  });

  it("a laboratory report is pasted, read line by line, and held against the laboratory's own interval", async () => {
    await open();
    const { words } = clinician;
    await page.getByRole("button", { name: words.laboratory.paste }).click();
    await page.getByLabel(words.laboratory.pasteLabel).fill(REPORT);
    await page.getByRole("button", { name: words.laboratory.read }).click();
    await page
      .getByRole("status")
      .filter({ hasText: words.laboratory.result(2, 5) })
      .waitFor();
    await page.locator(".pasted select").selectOption("U/L");
    await page.getByRole("button", { name: words.laboratory.add(3) }).click();
    const decimal = language === "nb" ? "," : ".";
    await expect.poll(() => clinician.value("laboratory", "potassium").inputValue()).toBe(`3${decimal}1`);
    const row = clinician.laboratoryRow("potassium");
    expect(await row.textContent()).toContain(words.quantity.below);
    await expect.poll(() => clinician.redFlag("hypomagnesaemia-severe").count()).toBe(1);
    await close();
  });

  it("a value is refused with a reason, and a unit can be chosen", async () => {
    await open();
    await clinician.fill("laboratory", "potassium", "310");
    const row = clinician.laboratoryRow("potassium");
    await row.locator(".issue").waitFor();
    await clinician.fill("laboratory", "potassium", "10");
    await row.locator("select").selectOption("mg/dL");
    await expect.poll(() => row.locator(".mark").getAttribute("data-mark")).toBe("below");
    await close();
  });

  it("a question is answered on the spot and says what it would change", async () => {
    await open();
    await clinician.answer("first", "calf-cramp", "present");
    await page.getByRole("button", { name: clinician.words.redFlags.ask }).click();
    const question = page.locator(".question").first();
    expect(await question.locator(".effects").first().textContent()).toMatch(/red flag|rødt flagg/);
    const text = await question.locator(".question-text").textContent();
    await question.getByRole("button", { name: clinician.words.ask.yes, exact: true }).click();
    await expect.poll(() => page.locator(".red-flag").count()).toBeGreaterThan(0);
    await expect.poll(() => page.locator(".question-text").allTextContents()).not.toContain(text);
    await page.getByRole("button", { name: clinician.words.actions.undo }).click();
    await expect.poll(() => page.locator(".red-flag").count()).toBe(0);
    await page.getByRole("button", { name: clinician.words.ask.noneOfThese(5) }).click();
    await expect.poll(() => page.locator(".question-text").allTextContents()).not.toContain(text);
    await close();
  });

  it("an argument opens down to finding, origin and source", async () => {
    await open();
    await clinician.answer("first", "calf-cramp", "present");
    await clinician.answer("first", "nocturnal-onset", "present");
    const reason = clinician.hypothesis("neurogenic-cramp").locator(".reason").first();
    await reason.locator("summary").click();
    const grounds = reason.locator(".grounds-text");
    await expect.poll(() => grounds.textContent()).toMatch(/told|opplyst/);
    expect(await grounds.locator(".sources li").count()).toBeGreaterThan(0);
    await close();
  });

  it("evidence is drawn, with its interval against no effect, and said in words", async () => {
    await open();
    await clinician.load(/^(Older woman|Eldre kvinne)/);
    await page
      .locator(".treatment > summary", { hasText: clinician.label("stretching", "treatments") })
      .first()
      .click();
    const plot = page.locator(".evidence-plot svg").first();
    expect(await plot.getAttribute("aria-label")).toContain(language === "nb" ? "−1,2" : "-1.2");
    await close();
  });

  it("the note is copied in both languages, and the ticked tests", async () => {
    await open();
    const { words } = clinician;
    await clinician.load(/^(Cramps on a statin|Kramper under statin)/);
    await page.getByRole("button", { name: words.actions.note }).click();
    for (const [name, begins] of [
      ["Norsk bokmål", "Vurdering av muskelkramper"],
      ["English", "Assessment of muscle cramps"],
    ]) {
      await page.getByRole("radio", { name }).last().click();
      await page.getByRole("button", { name: words.noteDialog.copy }).click();
      await page
        .getByRole("dialog")
        .getByRole("status")
        .filter({ hasText: words.noteDialog.copied })
        .waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      expect(copied).toMatch(new RegExp(`^${begins}`));
      expect(copied).toMatch(/: simvastatin, hydro(?:chlorothiazide|klortiazid), amlodipin/);
    }
    await page.keyboard.press("Escape");
    await page.locator(".tests-order .tick").first().click();
    const ticked = await page.locator(".tests-order input:checked").count();
    await page.getByRole("button", { name: words.tests.copy }).click();
    await page
      .getByRole("status")
      .filter({ hasText: words.tests.copied(ticked) })
      .waitFor();
    expect((await page.evaluate(() => navigator.clipboard.readText())).split("\n").length).toBe(ticked);
    await close();
  });

  it("a patient is saved, started over, opened again, undone and redone", async () => {
    await open();
    const { words } = clinician;
    await clinician.load(/^(Painful cramps|Smertefulle)/);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: words.actions.save }).click(),
    ]);
    const text = readFileSync(await download.path(), "utf8");
    expect(text).toContain("cirrhosis: present");
    await page.getByRole("button", { name: words.actions.startOver }).click();
    await page.getByRole("heading", { name: words.start.heading }).waitFor();
    await page.locator("#open-file").setInputFiles({
      name: "saved.yaml",
      mimeType: "application/yaml",
      buffer: Buffer.from(text),
    });
    await clinician.hypothesis("cirrhosis").waitFor();
    expect(await clinician.value("complaint", "cramps-per-week").inputValue()).toBe("9");
    await page.getByRole("button", { name: words.actions.undo }).click();
    await page.getByRole("heading", { name: words.start.heading }).waitFor();
    await page.getByRole("button", { name: words.actions.redo }).click();
    await clinician.hypothesis("cirrhosis").waitFor();
    await close();
  });

  it("a record that is dropped is read; with several patients it asks which", async () => {
    await open();
    await drop(page, "record.ndjson", record(1));
    await clinician.redFlag("hypokalaemia-severe").waitFor();
    expect(await clinician.value("first", "age").inputValue()).toMatch(/^\d+$/);
    await page.getByRole("button", { name: clinician.words.actions.startOver }).click();
    await drop(page, "records.ndjson", record(2));
    await page.getByRole("dialog").getByRole("button", { name: "Patient/p1" }).click();
    await clinician.redFlag("hypokalaemia-severe").waitFor();
    await clinician.answer("first", "calf-cramp", "present");
    await close();
  });

  it("a file that cannot be read is refused with a reason, and the patient stays", async () => {
    await open();
    await clinician.answer("first", "calf-cramp", "present");
    await drop(page, "picture.png", "\u0089PNG\u0000\u0001");
    const dialog = page.getByRole("dialog", { name: clinician.words.files.refused });
    await dialog.waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(await clinician.hypothesis("neurogenic-cramp").count()).toBe(1);
    await close();
  });

  it("a what-if shows what moved, and can be left", async () => {
    await open();
    const { words } = clinician;
    await clinician.load(/^(Older woman|Eldre kvinne)/);
    await page.getByRole("button", { name: words.actions.whatIf }).click();
    await clinician.answer("examination", "muscle-wasting", "present");
    await clinician.answer("first", "normal-neurological-examination", "absent");
    const panel = page.locator(".what-if");
    await expect.poll(() => panel.locator(".what-if-moves li").count()).toBeGreaterThan(0);
    expect(await panel.textContent()).toContain(clinician.label("muscle-wasting"));
    await page.getByRole("button", { name: words.whatIf.leave }).click();
    await panel.waitFor({ state: "detached" });
    await expect
      .poll(() => clinician.verdict("idiopathic-cramps").textContent())
      .toMatch(/likely|sannsynlig/);
    await close();
  });

  it("a finding is found by name and answered", async () => {
    await open();
    await clinician.answer("first", "calf-cramp", "present");
    await page.getByLabel(clinician.words.search.label).fill(language === "nb" ? "mørk urin" : "dark urine");
    const found = page.locator(".finding-search-found");
    await found
      .getByRole("radiogroup", { name: clinician.label("dark-urine") })
      .getByRole("radio", { name: clinician.words.states.present, exact: true })
      .click();
    await expect.poll(() => clinician.redFlag("rhabdomyolysis-suspected").count()).toBe(1);
    await close();
  });

  it("the language changes without losing the patient, and the page says which it is", async () => {
    await open();
    await clinician.answer("first", "calf-cramp", "present");
    const other = language === "nb" ? "en" : "nb";
    expect(await page.locator("html").getAttribute("lang")).toBe(language);
    await page.getByRole("radio", { name: other === "nb" ? "Norsk bokmål" : "English" }).click();
    const changed = new Clinician(page, other);
    await expect.poll(() => page.locator("html").getAttribute("lang")).toBe(other);
    await changed.hypothesis("neurogenic-cramp").waitFor();
    const radio = changed
      .states("first", "calf-cramp")
      .getByRole("radio", { name: changed.words.states.present, exact: true });
    expect(await radio.isChecked()).toBe(true);
    await close();
  });

  it("a visit to another page keeps the patient", async () => {
    await open();
    await clinician.answer("first", "calf-cramp", "present");
    await page.goto(`${server.url}#/about`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.goBack();
    await clinician.hypothesis("neurogenic-cramp").waitFor();
    await close();
  });
});
