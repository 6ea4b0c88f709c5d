import { describe, expect, it } from "vitest";
import { SECURITY_HEADERS } from "../content-security-policy.ts";
import { policyForRecords, recordPage } from "./record-page.ts";
import { type RecordServer, readRecordServers } from "./record-servers.ts";

const one = { fhirServer: "https://ehr.example.org/fhir/", name: "Sykehuset <Eks>", clientId: "krampe" };
const read = (value: unknown) => readRecordServers(value, "records.json");
const serversOf = (value: unknown): readonly RecordServer[] => {
  const result = read(value);
  if (!result.ok) throw new Error(result.issues[0].message.en);
  return result.value;
};

describe("the list of records", () => {
  it("is read with what may be left out left out", () => {
    expect(serversOf([{ ...one, connect: ["https://login.example.org/oauth"] }])).toEqual([
      { ...one, fhirServer: "https://ehr.example.org/fhir", connect: ["https://login.example.org"] },
    ]);
  });

  it.each([
    ["no list", {}],
    ["an address in the clear", [{ ...one, fhirServer: "http://ehr.example.org/fhir" }]],
    ["an address that would add to the policy", [{ ...one, connect: ["https://a.example; script-src *"] }]],
    ["any host at all", [{ ...one, connect: ["https://*.example.org"] }]],
    ["an address with a name and password", [{ ...one, fhirServer: "https://u:p@ehr.example.org" }]],
    ["no client id", [{ ...one, clientId: undefined }]],
    ["a key that is not known", [{ ...one, secret: "x" }]],
    ["the same record twice", [one, one]],
  ])("%s is refused with its place", (_name, value) => {
    const result = read(value);
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.issues[0]).toMatchObject({ place: { file: "records.json" } });
  });

  it("takes plain http on this machine only, for trying out", () => {
    expect(read([{ ...one, fhirServer: "http://127.0.0.1:8080/fhir" }]).ok).toBe(true);
    expect(read([{ ...one, fhirServer: "http://127.0.0.1.example.org/fhir" }]).ok).toBe(false);
  });
});

describe("the page of the record", () => {
  const page = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; connect-src 'self'; base-uri 'none'" />
<script type="application/json" id="record-servers">[]</script>`;

  it("may connect to the listed records and their origins, and to nothing else", () => {
    const html = recordPage(page, serversOf([{ ...one, connect: ["https://login.example.org"] }]));
    expect(html).toContain("connect-src 'self' https://ehr.example.org https://login.example.org; base-uri");
    expect(html).toContain("default-src 'none'");
  });

  it("carries the list so that no name in it can become markup, and can be filled again", () => {
    const html = recordPage(recordPage(page, serversOf([{ ...one, clientId: "older" }])), serversOf([one]));
    const [, list] = />([^<]*)<\/script>/.exec(html) ?? [];
    expect(JSON.parse(list)).toMatchObject([{ name: "Sykehuset <Eks>", clientId: "krampe" }]);
    expect(html).not.toContain("<Eks>");
    expect(html).not.toContain("older");
  });

  it("with no records connects to itself alone", () => {
    const header = SECURITY_HEADERS["Content-Security-Policy"];
    expect(policyForRecords(header, [])).toBe(header);
  });
});
