/** Every limit and header over a real connection, as `docs/guide/service-operation.md` lists them. */
import { connect, type Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../cli/knowledge-on-disk.ts";
import { buildService } from "./application.ts";

const loaded = knowledgeOnDisk(fileURLToPath(new URL("../../knowledge", import.meta.url)));
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const compiled = compileKnowledge(loaded.value);

let service: FastifyInstance;
let address: string;
let port: number;
beforeAll(async () => {
  service = await buildService({ compiled, version: "0.1.0", requestTimeoutMs: 1000 });
  address = await service.listen({ port: 0, host: "127.0.0.1" });
  port = Number(new URL(address).port);
});
afterAll(() => service.close());

/** Writes the pieces, each a while after the one before, and gives what comes back until the other side ends. */
function spoken(pieces: readonly string[], betweenMs = 0): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = "";
    const socket: Socket = connect(port, "127.0.0.1", async () => {
      for (const piece of pieces) {
        if (socket.destroyed) return;
        socket.write(piece);
        await new Promise((go) => setTimeout(go, betweenMs));
      }
    });
    socket.on("data", (chunk) => {
      heard += chunk;
    });
    socket.on("close", () => resolve(heard));
    socket.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "ECONNRESET" || error.code === "EPIPE" ? resolve(heard) : reject(error),
    );
  });
}
const post = (body: string, type = "application/json") =>
  fetch(`${address}/api/assess`, { method: "POST", headers: { "content-type": type }, body });

describe("what comes in", () => {
  it("a body over 16 MiB is refused, whether its length is told or not", async () => {
    const large = JSON.stringify({ case: {}, patient: "x".repeat(17 * 1024 * 1024) });
    expect((await post(large)).status).toBe(413);
    const stream = new Blob([large]).stream();
    const untold = await fetch(`${address}/api/assess`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: stream,
      duplex: "half",
    } as RequestInit).then(
      ({ status }) => status,
      () => "hung up",
    );
    expect([413, "hung up"]).toContain(untold);
  });

  it("headers over 16 KiB are refused", async () => {
    const answer = await spoken([
      `GET /health HTTP/1.1\r\nHost: localhost\r\nX-Long: ${"x".repeat(20_000)}\r\n\r\n`,
    ]);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  });

  it("whoever sends headers or a body drop by drop is not waited for", async () => {
    const head =
      "POST /api/assess HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n";
    const drops = Array.from({ length: 600 }, () => " ");
    expect(await spoken([head, ...drops], 100)).toMatch(/^(HTTP\/1\.1 408 |$)/);
    expect(await spoken(["GET /health HTTP/1.1\r\nX-Slow: ", ...drops.map(() => "x")], 100)).toMatch(
      /^(HTTP\/1\.1 408 |$)/,
    );
    expect((await fetch(`${address}/health`)).status).toBe(200);
  });

  it("what is no HTTP is refused without a word of ours", async () => {
    for (const nonsense of [
      "hello\r\n\r\n",
      "GET /health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "GET /health HTTP/1.1\r\nHost: localhost\r\n X: y\r\n\r\n",
      "\u0016\u0003\u0001\u0000\u00a5\u0001",
    ])
      expect(await spoken([nonsense])).toMatch(/^HTTP\/1\.1 400 (?![\s\S]*(node_modules|\.ts:))/);
  });
});

describe("how often", () => {
  it("one address is turned away beyond its share, told how long, and the others are not", async () => {
    const strict = await buildService({
      compiled,
      version: "0.1.0",
      access: { exposed: true, requestsPerMinute: 3 },
      trustedProxies: ["127.0.0.1"],
    });
    const at = await strict.listen({ port: 0, host: "127.0.0.1" });
    const ask = (who: string) => fetch(`${at}/health`, { headers: { "x-forwarded-for": who } });
    const statuses: number[] = [];
    for (let call = 0; call < 5; call++) statuses.push((await ask("10.0.0.1")).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    const refused = await ask("10.0.0.1");
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await ask("10.0.0.2")).status).toBe(200);
    // What stands before the address that the proxy itself added is the client's own claim.
    expect((await ask("10.0.0.2, 10.0.0.1")).status).toBe(429);
    await strict.close();
  });

  it("whoever is no named proxy cannot pass for another address", async () => {
    const strict = await buildService({
      compiled,
      version: "0.1.0",
      access: { exposed: true, requestsPerMinute: 3 },
      trustedProxies: ["10.9.9.9"],
    });
    const at = await strict.listen({ port: 0, host: "127.0.0.1" });
    const statuses: number[] = [];
    for (let call = 0; call < 5; call++)
      statuses.push(
        (await fetch(`${at}/health`, { headers: { "x-forwarded-for": `10.0.0.${call}` } })).status,
      );
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    await strict.close();
  });
});

describe("headers of every answer", () => {
  it("are strict for pages, refusals and nonsense alike", async () => {
    for (const path of ["/health", "/api/reference", "/nothing", "/%ZZ", "/fhir/nothing", "/auth/session"]) {
      const { headers } = await fetch(`${address}${path}`);
      const policy = headers.get("content-security-policy") ?? "";
      expect([
        path,
        policy.includes("default-src 'none'"),
        policy.includes("frame-ancestors 'none'"),
      ]).toEqual([path, true, true]);
      expect(policy).not.toMatch(/unsafe|\*/);
      expect([path, headers.get("x-content-type-options")]).toEqual([path, "nosniff"]);
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
      expect([headers.get("server"), headers.get("x-powered-by")]).toEqual([null, null]);
      expect(headers.get("access-control-allow-origin")).toBeNull();
    }
  });
});
