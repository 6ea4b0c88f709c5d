import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../cli/knowledge-on-disk.ts";
import { buildService } from "./application.ts";

const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const compiled = compileKnowledge(loaded.value);

const webFolder = mkdtempSync(join(tmpdir(), "krampe-web-"));
let service: Awaited<ReturnType<typeof buildService>>;
beforeAll(async () => {
  mkdirSync(join(webFolder, "assets"));
  writeFileSync(join(webFolder, "index.html"), "<!doctype html>");
  writeFileSync(join(webFolder, "assets", "AboutPage-BSDpmgJO.js"), "export {};");
  service = await buildService({ compiled, version: "0.1.0", webFolder });
});
afterAll(async () => {
  await service.close();
  rmSync(webFolder, { recursive: true });
});

describe("beside the built application", () => {
  it("what is not there below /fhir is told as an OperationOutcome, below /api as an issue", async () => {
    for (const url of ["/fhir", "/fhir/", "/fhir/Patient/1", "/fhir/Questionnaire/other"]) {
      const response = await service.inject({ url, headers: { "accept-language": "nb" } });
      expect(response.statusCode, url).toBe(404);
      expect(response.headers["content-type"], url).toContain("application/fhir+json");
      expect(response.json().issue[0].details.text).toBe(`Det finnes ikke noe på ${url}.`);
    }
    for (const url of ["/api", "/api/", "/api/nothing"]) {
      const response = await service.inject({ url });
      expect([response.statusCode, response.json().issues[0].code], url).toEqual([404, "not-found"]);
    }
  });

  it("elsewhere it is told in the language asked for, above the folder too", async () => {
    for (const url of ["/nothing.html", "/assets/none.js", "/..%2f..%2fetc%2fpasswd", "/..%2f.."]) {
      const answer = async (language: string) => {
        const response = await service.inject({ url, headers: { "accept-language": language } });
        return [response.statusCode, response.json().error];
      };
      expect(await answer("nb"), url).toEqual([404, expect.stringMatching(/^Det finnes ikke noe på /)]);
      expect(await answer("en"), url).toEqual([404, expect.stringMatching(/^There is nothing at /)]);
    }
  });

  it("files with their hash in their name are kept by a browser, the page is asked for again", async () => {
    const cacheOf = async (url: string) => (await service.inject({ url })).headers["cache-control"];
    expect(await cacheOf("/assets/AboutPage-BSDpmgJO.js")).toBe("public, max-age=31536000, immutable");
    expect(await cacheOf("/")).toBe("no-cache");
  });

  it("a card leads to the application on this machine without being told where it is", async () => {
    const origin = await service.listen({ port: 0, host: "127.0.0.1" });
    const response = await fetch(`${origin}/cds-services/krampe-patient-view`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        hook: "patient-view",
        hookInstance: "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        context: { patientId: "p", userId: "Practitioner/x" },
        prefetch: {
          patient: { resourceType: "Patient", id: "p" },
          observations: {
            resourceType: "Observation",
            status: "final",
            subject: { reference: "Patient/p" },
            code: { coding: [{ system: "http://loinc.org", code: "2823-3" }] },
            effectiveDateTime: new Date().toISOString().slice(0, 10),
            valueQuantity: { value: 2.1, unit: "mmol/L" },
          },
        },
      }),
    });
    const { cards } = (await response.json()) as { cards: { links?: { url: string }[] }[] };
    expect(cards[0].links?.[0].url).toBe(`${origin}/#/assess`);
  });
});
