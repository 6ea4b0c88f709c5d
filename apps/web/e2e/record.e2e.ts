/** SMART App Launch, reading and writing back, in Chromium against a FHIR server with a real authorization server. */
import { extractFindings } from "@krampe/core/fhir/extract-findings.ts";
import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { fhirChecks } from "../../service/fhir/testing/fhir-checks.ts";
import { OTHER_PATIENT, OWN_PATIENT, recordsBeside } from "../../service/testing/smart/records.ts";
import { en } from "../src/language/record/en.ts";
import { nb } from "../src/language/record/nb.ts";
import { launchBrowser, openPage } from "./support/browser.ts";
import { Clinician, knowledge, LOCALES } from "./support/clinician.ts";
import {
  launchAddress,
  launched,
  patientBar,
  RECORD_NAME,
  type RecordAndApplication,
  startRecordAndApplication,
} from "./support/opened-from-record.ts";
import { LOOKS, violations } from "./support/violations.ts";

let browser: Browser;
let both: RecordAndApplication;
beforeAll(async () => {
  [browser, both] = await Promise.all([launchBrowser(), startRecordAndApplication()]);
});
afterEach(() => both.record.misbehave({}));
afterAll(async () => {
  await browser.close();
  await both.close();
});

const stored = (page: Page) => page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
const alert = (page: Page) => page.locator(".record-bar [role=alert]");
/** Launches that end otherwise than with a patient. */
async function arrived(address: string) {
  const opened = await openPage(browser, address);
  await alert(opened.page).waitFor();
  return opened;
}

describe("an EHR launch", () => {
  it("opens its patient: the record is read, findings are filled in, each with its resource", async () => {
    const { page, context, troubles } = await launched(browser, both, OWN_PATIENT);
    const clinician = new Clinician(page, "en");
    expect(await patientBar(page).textContent()).toContain("Kari Syntetisk, born 1 Jan 1950, female");
    await clinician.value("laboratory", "potassium").waitFor();
    expect(await clinician.value("laboratory", "potassium").inputValue()).toBe("3.1");
    expect(await clinician.laboratoryRow("potassium").textContent()).toContain("Observation/potassium");
    expect(await clinician.section("drugs").textContent()).toContain("MedicationRequest/furosemide");
    await clinician.hypothesis("neurogenic-cramp").waitFor();
    expect(await page.locator("body").textContent()).toContain("Condition/cramp");
    expect(page.url()).not.toMatch(/code=|state=|launch=/);
    expect(troubles).toEqual([]);
    await context.close();
  });

  it("never shows or keeps anything of another patient, even when the server sends it", async () => {
    both.record.misbehave({ Observation: "another-patient", Condition: "another-patient" });
    const { page, context } = await launched(browser, both, OWN_PATIENT);
    await page.locator(".data-issues").waitFor();
    expect(await page.locator(".data-issues").textContent()).toContain("not about this patient");
    const all = `${await page.content()}${await stored(page)}`;
    expect(all).not.toMatch(/other-potassium|other-myasthenia|myasthenia gravis|Annen/i);
    expect(await new Clinician(page, "en").value("laboratory", "potassium").inputValue()).toBe("");
    await context.close();
  });

  it("tells what could not be read, uses the rest, and takes no silence for a no", async () => {
    both.record.misbehave({ MedicationRequest: "error-500", Procedure: "not-json" });
    const { page, context } = await launched(browser, both, OWN_PATIENT);
    const clinician = new Clinician(page, "en");
    const told = await page.locator(".data-issues").textContent();
    expect(told).toContain("MedicationRequest could not be read");
    expect(told).toContain("The database is being moved");
    expect(told).toContain("Procedure could not be read");
    expect(await clinician.value("laboratory", "potassium").inputValue()).toBe("3.1");
    await context.close();
  });

  it("keeps only what signing in needs, and after closing nothing, not even for undo", async () => {
    const { page, context } = await launched(browser, both, OWN_PATIENT);
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
    expect(await stored(page)).not.toMatch(/Syntetisk|furosemide|potassium/i);
    await page.getByRole("button", { name: en.open.close }).click();
    await page.getByText(en.choose.closed).waitFor();
    expect(await stored(page)).toBe("{}");
    expect(await page.content()).not.toMatch(/Syntetisk|Observation\/potassium/);
    await page.keyboard.press("Control+z");
    expect(await new Clinician(page, "en").value("laboratory", "potassium").inputValue()).toBe("");
    await page.reload();
    await page.getByRole("button", { name: en.choose.open(RECORD_NAME) }).waitFor();
    await context.close();
  });

  it("reads the same patient again when the page is loaded again", async () => {
    const { page, context } = await launched(browser, both, OWN_PATIENT);
    await page.reload();
    await patientBar(page).waitFor();
    expect(await patientBar(page).textContent()).toContain("Kari Syntetisk");
    await context.close();
  });

  const synthetic = recordsBeside().find(({ resourceType }) => resourceType === "Patient");
  it.runIf(synthetic)("reads a synthetic patient of many hundred entries", async () => {
    const { page, context, troubles } = await launched(browser, both, synthetic?.id ?? "");
    expect(await patientBar(page).textContent()).toMatch(/, [1-9]\d+ entries/);
    expect(troubles).toEqual([]);
    await context.close();
  });
});

describe("a standalone launch", () => {
  it("lets the user choose the record, and the record its patient; by keyboard alone, in Norwegian", async () => {
    const { page, context, troubles } = await openPage(browser, both.page, { locale: "nb-NO" });
    const open = page.getByRole("button", { name: nb.choose.open(RECORD_NAME) });
    await open.waitFor();
    await open.focus();
    await page.keyboard.press("Enter");
    await patientBar(page).waitFor();
    expect(await patientBar(page).textContent()).toContain("Kari Syntetisk, født 1. jan. 1950, kvinne");
    expect(troubles).toEqual([]);
    await context.close();
  });
});

describe("what is refused", () => {
  it("a record that is not listed: nothing is asked of it", async () => {
    const { page, context } = await arrived(`${both.page}?iss=https://evil.example/fhir&launch=x`);
    expect(await alert(page).textContent()).toContain("not one that this Krampe may open");
    expect(page.url()).not.toContain("evil");
    await context.close();
  });

  it("what the address says of client, patient or server is not believed", async () => {
    const address = `${launchAddress(both, OWN_PATIENT)}&clientId=evil&patientId=${OTHER_PATIENT}&fhirServiceUrl=https://evil.example`;
    const { page, context } = await openPage(browser, address);
    await patientBar(page).waitFor();
    expect(await patientBar(page).textContent()).toContain("Kari");
    await context.close();
  });

  it("a wrong code_verifier, by the authorization server", async () => {
    const context = await browser.newContext({ locale: "en-GB" });
    const page = await context.newPage();
    await page.route("**/authorization/token", (route) =>
      route.continue({
        postData: (route.request().postData() ?? "").replace(
          /code_verifier=[^&]+/,
          `code_verifier=${"x".repeat(64)}`,
        ),
      }),
    );
    await page.goto(launchAddress(both, OWN_PATIENT));
    await alert(page).waitFor();
    expect(await alert(page).textContent()).toContain("invalid_grant");
    expect(await patientBar(page).count()).toBe(0);
    expect(await stored(page)).toBe("{}");
    await context.close();
  });

  it("a launch that the record does not know, and a way back that was never begun", async () => {
    const unknown = `${both.page}?${new URLSearchParams({ iss: both.record.fhirBase, launch: "made-up" })}`;
    const one = await arrived(unknown);
    expect(await alert(one.page).textContent()).toContain("this launch is not known");
    await one.context.close();
    const other = await arrived(`${both.page}?code=stolen&state=stolen`);
    expect(await alert(other.page).textContent()).toContain("did not let Krampe in");
    await other.context.close();
  });

  it("a token that has run out: told, nothing is lost from the screen, and it can be opened again", async () => {
    const { page, context } = await launched(browser, both, OWN_PATIENT);
    await both.record.expireTokens();
    await page.getByRole("button", { name: en.open.write }).click();
    await page.getByRole("button", { name: /^Write \d/ }).click();
    await page.getByText("the time of the sign-in has run out").first().waitFor();
    await page.keyboard.press("Escape");
    expect(await alert(page).textContent()).toContain("run out");
    expect(await new Clinician(page, "en").value("laboratory", "potassium").inputValue()).toBe("3.1");
    await alert(page)
      .getByRole("button", { name: en.choose.open(RECORD_NAME) })
      .click();
    await expect.poll(() => alert(page).count()).toBe(0);
    await patientBar(page).waitFor();
    await context.close();
  });
});

describe("scopes", () => {
  it("that are withheld are told, and what they would allow is not offered", async () => {
    const withheld = await startRecordAndApplication({
      isWithheld: (scope) => /ServiceRequest|AllergyIntolerance/.test(scope),
    });
    const { page, context } = await launched(browser, withheld, OWN_PATIENT);
    expect(await page.locator(".data-issues").textContent()).toContain("AllergyIntolerance");
    await page.getByRole("button", { name: en.open.write }).click();
    const dialog = page.locator("dialog");
    expect(await dialog.textContent()).toContain(en.write.notAllowed(en.write.kinds.test));
    expect(await dialog.getByRole("checkbox", { name: /^Test:/ }).count()).toBe(0);
    expect(await dialog.getByRole("checkbox", { name: en.write.note }).count()).toBe(1);
    await context.close();
    await withheld.close();
  });

  it("of version 1 are asked for where the server knows no other, and a note becomes a message where no document may be", async () => {
    const older = await startRecordAndApplication({
      onlyVersion1: true,
      isWithheld: (scope) => /DocumentReference/.test(scope),
    });
    const { page, context } = await launched(browser, older, OWN_PATIENT);
    await page.getByRole("button", { name: en.open.write }).click();
    const dialog = page.locator("dialog");
    await dialog.getByRole("checkbox", { name: en.write.note }).waitFor();
    for (const box of await dialog.getByRole("checkbox").all()) await box.setChecked(false);
    await dialog.getByRole("checkbox", { name: en.write.note }).check();
    await dialog.getByRole("button", { name: en.write.confirm(1) }).click();
    await dialog.getByText(/Written: Communication\//).waitFor();
    expect(older.record.created).toMatchObject([{ resourceType: "Communication" }]);
    await context.close();
    await older.close();
  });
});

describe("writing back", () => {
  it("shows exactly what is sent, writes what was chosen after confirming, and all of it is sound FHIR about this patient", async () => {
    const before = both.record.created.length;
    const { page, context, troubles } = await launched(browser, both, OWN_PATIENT);
    const clinician = new Clinician(page, "en");
    await clinician.answer("first", "calf-cramp", "present");
    await page.getByRole("button", { name: en.open.write }).click();
    const dialog = page.locator("dialog");
    await dialog.getByRole("checkbox", { name: en.write.note }).check();
    await dialog.getByRole("checkbox", { name: en.write.answers(1) }).check();
    await dialog.getByText(en.write.show).last().click();
    const preview = JSON.parse((await dialog.locator(".write-exactly pre").last().textContent()) ?? "");
    expect(both.record.created).toHaveLength(before);
    await dialog.getByRole("button", { name: /^Write \d+ entries/ }).click();
    await dialog.getByRole("button", { name: en.write.done }).waitFor();
    await expect.poll(() => dialog.locator(".write-status").textContent()).toMatch(/^(\d+) of \1 written$/);

    const created = both.record.created.slice(before);
    const types = new Set(created.map(({ resourceType }) => resourceType));
    expect(types).toEqual(new Set(["ServiceRequest", "DocumentReference", "QuestionnaireResponse"]));
    const checks = fhirChecks([...types]);
    for (const resource of created) {
      expect(checks(resource)).toEqual([]);
      expect(resource.subject).toEqual({ reference: `Patient/${OWN_PATIENT}` });
      expect(await dialog.textContent()).toContain(`${resource.resourceType}/${resource.id}`);
      if (resource.resourceType === "ServiceRequest")
        expect(resource).toMatchObject({
          status: "draft",
          requester: { reference: "Practitioner/synthetic" },
        });
    }
    const response = created.find(({ resourceType }) => resourceType === "QuestionnaireResponse");
    const { id: _id, meta: _meta, ...sent } = response as Readonly<Record<string, unknown>>;
    expect(sent).toEqual(preview);
    const { findings } = extractFindings(
      response as object as never,
      compileKnowledge(knowledge),
      preview.authored.slice(0, 10),
    );
    expect(findings).toMatchObject([{ id: "calf-cramp", value: { kind: "present" } }]);
    const note = created.find(({ resourceType }) => resourceType === "DocumentReference") as unknown as {
      content: { attachment: { data: string } }[];
    };
    const text = Buffer.from(note.content[0].attachment.data, "base64").toString("utf8");
    expect(text).toContain("potassium 3.1 mmol/L");

    expect(await dialog.getByRole("button", { name: /^Write/ }).count()).toBe(0);
    expect(troubles).toEqual([]);
    await context.close();
  });

  it("tells what the server refused in its own words, and can be tried again", async () => {
    both.record.misbehave({ ServiceRequest: "refuses" });
    const { page, context } = await launched(browser, both, OWN_PATIENT);
    await page.getByRole("button", { name: en.open.write }).click();
    const dialog = page.locator("dialog");
    await dialog.getByRole("button", { name: /^Write \d/ }).click();
    await dialog
      .getByText(/Not written: .*The ward orders no tests at night/)
      .first()
      .waitFor();
    both.record.misbehave({});
    await dialog.getByRole("button", { name: /^Write \d/ }).click();
    await dialog
      .getByText(/Written: ServiceRequest\//)
      .first()
      .waitFor();
    await context.close();
  });

  it("does not offer to write what is on the screen into another patient's record", async () => {
    const { page, context } = await launched(browser, both, OWN_PATIENT);
    await page
      .getByRole("button", { name: new Clinician(page, "en").words.actions.examples, exact: true })
      .click();
    await page.locator("dialog ul.examples button").first().click();
    await page.getByRole("button", { name: en.open.write }).click();
    const dialog = page.locator("dialog");
    await dialog.getByText(en.open.notOnScreen).waitFor();
    expect(await dialog.getByRole("checkbox").count()).toBe(0);
    await context.close();
  });
});

describe.each(LOOKS)("axe finds nothing, %s", (_, options) => {
  it("in choosing, failing, an open record, writing, and what became of it", async () => {
    const words = options.locale === LOCALES.nb ? nb : en;
    const choosing = await openPage(browser, both.page, options);
    await choosing.page.getByRole("button", { name: words.choose.open(RECORD_NAME) }).waitFor();
    expect(await violations(choosing.page), "choose").toEqual([]);
    await choosing.context.close();
    const failing = await openPage(browser, `${both.page}?iss=https://evil.example/fhir`, options);
    await alert(failing.page).waitFor();
    expect(await violations(failing.page), "failed").toEqual([]);
    await failing.context.close();

    both.record.misbehave({ ServiceRequest: "refuses", Procedure: "error-500" });
    const { page, context } = await launched(browser, both, OWN_PATIENT, options);
    // On a phone the bar at the foot lies over whatever the page happens to have there.
    expect(await violations(page, options.isMobile ? ".record-bar" : "html"), "open").toEqual([]);
    await page.getByRole("button", { name: words.open.write }).click();
    const dialog = page.locator("dialog");
    await dialog.getByRole("checkbox", { name: words.write.note }).check();
    await dialog.getByText(words.write.show).first().click();
    expect(await violations(page, "dialog"), "choosing what to write").toEqual([]);
    await dialog.locator(".buttons button").first().click();
    await dialog.getByRole("button", { name: words.write.done }).waitFor();
    await expect.poll(() => dialog.locator(".write-status").textContent()).toMatch(/^\d/);
    expect(await violations(page, "dialog"), "written").toEqual([]);
    await context.close();
  });
});
