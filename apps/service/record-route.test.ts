import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import { beforeAll, describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../cli/knowledge-on-disk.ts";
import { buildService } from "./application.ts";

const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const compiled = compileKnowledge(loaded.value);

const BUILT = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; connect-src 'self'" />
<script type="application/json" id="record-servers">[]</script>`;
const RECORD = {
  fhirServer: "https://ehr.example.org/fhir",
  name: "Example",
  clientId: "krampe",
  connect: [],
};

let service: Awaited<ReturnType<typeof buildService>>;
beforeAll(async () => {
  const webFolder = mkdtempSync(join(tmpdir(), "krampe-web-"));
  writeFileSync(join(webFolder, "index.html"), BUILT);
  writeFileSync(join(webFolder, "record.html"), BUILT);
  service = await buildService({ compiled, version: "0.1.0", webFolder, records: [RECORD] });
});

describe("the page that is opened from a record", () => {
  it("may connect to the listed records, by its header and by itself, and names them", async () => {
    const { headers, body, statusCode } = await service.inject({ url: "/record.html?iss=x&launch=y" });
    expect(statusCode).toBe(200);
    expect(headers["content-security-policy"]).toContain("connect-src 'self' https://ehr.example.org;");
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(body).toContain("connect-src 'self' https://ehr.example.org");
    expect(body).toContain('"clientId":"krampe"');
    expect(headers["cache-control"]).toBe("no-cache");
  });

  it("is the only one: every other page connects to where it came from", async () => {
    for (const url of ["/", "/index.html", "/health", "/cds-services"]) {
      const { headers } = await service.inject({ url });
      expect(headers["content-security-policy"], url).toContain("connect-src 'self';");
    }
  });
});
