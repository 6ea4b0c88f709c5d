import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addressBelow, fetchFhir } from "./fetch-fhir.ts";

const SERVER = "https://fhir.example/r4";

describe("where the token is taken", () => {
  it.each([
    ["Patient/p", `${SERVER}/Patient/p`],
    ["Condition?patient=p&_count=2", `${SERVER}/Condition?patient=p&_count=2`],
    ["?_getpages=1", `${SERVER}?_getpages=1`],
  ])("%s is below the server", (path, address) => {
    expect(addressBelow(SERVER, path).href).toBe(address);
    expect(addressBelow(`${SERVER}/`, path).href).toBe(address);
  });

  it.each(["//evil.example/x", "https://evil.example/x", "\\\\evil.example/x", "@evil.example/x"])(
    "%s stays on the same host",
    (path) => {
      expect(addressBelow(SERVER, path).host).toBe("fhir.example");
    },
  );

  it.each(["../admin", "x/../../admin", "%2e%2e/admin"])("%s leads away and is refused", (path) => {
    expect(() => addressBelow(SERVER, path)).toThrow("leads away");
  });
});

describe("a server that does not do as it should", () => {
  let server: Server;
  let base = "";
  const asked: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? "");
      if (request.url === "/r4/redirect") response.writeHead(302, { location: "/r4/other" }).end();
      else if (request.url === "/r4/large") response.end(`"${"x".repeat(9_000_000)}"`);
      else if (request.url === "/r4/text") response.end("<html>");
      else if (request.url === "/r4/error") response.writeHead(500).end("{}");
      else response.end('{"resourceType":"Patient"}');
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/r4`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it.each(["redirect", "large", "text", "error"])("%s is as if it had said nothing", async (path) => {
    expect(await fetchFhir(base, path, "token")).toBeUndefined();
    expect(asked).not.toContain("/r4/other");
  });

  it("is believed when it does", async () => {
    expect(await fetchFhir(base, "Patient/p", "token")).toEqual({ resourceType: "Patient" });
  });
});
