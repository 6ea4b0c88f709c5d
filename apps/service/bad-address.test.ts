/** Addresses that are only read, damaged in every part: the address, the method, the headers. */
import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../cli/knowledge-on-disk.ts";
import { buildService } from "./application.ts";

const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const compiled = compileKnowledge(loaded.value);

const READ = [
  "/health",
  "/ready",
  "/metrics",
  "/auth/session",
  "/cds-services",
  "/api/knowledge",
  "/api/knowledge/phenomena/neurogenic-cramp",
  "/api/openapi.json",
  "/api/reference",
  "/api/reference.css",
  "/fhir/metadata",
  "/fhir/Library",
  "/fhir/Library/krampe",
  "/fhir/OperationDefinition?url=urn:krampe:operation:assess",
  "/fhir/OperationDefinition/assess",
  "/fhir/OperationDefinition/extract",
  "/fhir/Questionnaire?url=urn:krampe:questionnaire&_format=json",
  "/fhir/Questionnaire/krampe",
];
const METHODS = ["GET", "HEAD", "OPTIONS", "DELETE", "PUT", "PATCH", "POST"] as const;

/** More by `RUNS=1000 npx vitest run apps/service/bad-address.test.ts`. */
const RUNS = Number(process.env.RUNS ?? 20);

const piece = fc.oneof(
  fc.constantFrom(
    "/",
    "%",
    "%00",
    "%2e%2e/",
    "?",
    "&",
    "=",
    "#",
    "$",
    "[]",
    "__proto__",
    "_format=xml",
    "//",
  ),
  fc.string({ unit: "grapheme", maxLength: 6 }).map((text) => encodeURIComponent(text.toWellFormed())),
);
const header = fc.oneof(
  fc.constantFrom("", "*/*", "nb", "xx;q=9", "application/fhir+xml", "text/html", ",,;q="),
  fc.string({ maxLength: 20 }).map((text) => text.replace(/[^ -~]/g, "")),
);

let service: Awaited<ReturnType<typeof buildService>>;
beforeAll(async () => {
  service = await buildService({ compiled, version: "0.1.0", today: () => "2026-11-22" });
});

describe.each(READ)("%s", (url) => {
  it("answers; damaged, it is never answered with a mistake of ours", async () => {
    expect((await service.inject(url)).statusCode).toBe(200);
    const damage = fc.tuple(
      fc.nat(url.length),
      fc.nat(6),
      piece,
      fc.constantFrom(...METHODS),
      header,
      header,
    );
    await fc.assert(
      fc.asyncProperty(damage, async ([at, length, put, method, accept, language]) => {
        const address = `/${(url.slice(0, at) + put + url.slice(at + length)).replace(/^\/+/, "")}`;
        const headers = { accept, "accept-language": language };
        const response = await service.inject({ method, url: address, headers });
        expect(response.statusCode, `${method} ${address}`).toBeLessThan(500);
        expect(response.body).not.toMatch(/\n\s+at |node_modules|\.ts:\d+/);
      }),
      { numRuns: RUNS },
    );
  });
});
