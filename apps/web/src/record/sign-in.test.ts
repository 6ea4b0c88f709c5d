import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { arrival, listedServer } from "./sign-in.ts";

describe("what the address asks for", () => {
  beforeAll(() => void vi.stubGlobal("sessionStorage", { getItem: () => null }));
  afterAll(() => void vi.unstubAllGlobals());

  it.each([
    ["?iss=https://ehr.example/fhir&launch=1", "launch"],
    ["?iss=https://ehr.example/fhir", "launch"],
    ["?code=1&state=2", "back"],
    ["?code=1&state=2&iss=https://ehr.example", "back"],
    ["?error=access_denied&state=2", "back"],
    ["", "by-itself"],
    ["?launch=1", "by-itself"],
  ])("%s is %s", (search, kind) => {
    expect(arrival(search).kind).toBe(kind);
  });
});

describe("a record is on the list", () => {
  const servers = [{ fhirServer: "https://ehr.example/fhir", name: "x", clientId: "y", connect: [] }];

  it("with and without a slash at the end, and by its whole address", () => {
    expect(listedServer(servers, "https://ehr.example/fhir/")).toBe(servers[0]);
    for (const other of ["https://ehr.example", "https://ehr.example/fhir2", "http://ehr.example/fhir"])
      expect(listedServer(servers, other)).toBeUndefined();
  });
});
