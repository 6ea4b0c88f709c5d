import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openidProvider } from "@krampe/service/access/testing/openid-provider.ts";
import { putEmptyStore } from "@krampe/service/store/testing/empty-store.ts";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { runCommand } from "../main.ts";
import { recordedIo } from "../testing/recorded-io.ts";

const KRAMPE = fileURLToPath(new URL("../bin/krampe.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "krampe-serve-"));
const data = join(folder, "data");
const cert = join(folder, "cert.pem");
const key = join(folder, "key.pem");
const running: ChildProcess[] = [];

beforeAll(async () => {
  await putEmptyStore(data);
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"];
  const files = ["-keyout", key, "-out", cert];
  const algorithm = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  execFileSync("openssl", ["req", "-x509", "-days", "2", ...algorithm, ...files, ...subject], {
    stdio: "ignore",
  });
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts it and waits for the address it prints, or for its end. */
function serve(...args: string[]) {
  const child = spawn(process.execPath, [KRAMPE, "serve", "--port", "0", "--data", data, ...args]);
  running.push(child);
  let out = "";
  let error = "";
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  child.stderr.on("data", (chunk) => {
    error += chunk;
  });
  return new Promise<{ address: string; error: string; stop(): Promise<number | null> }>((resolve) => {
    const stop = () => {
      child.kill("SIGTERM");
      return ended;
    };
    child.stdout.on("data", (chunk) => {
      out += chunk;
      const address = /Krampe is at (\S+)/.exec(out)?.[1];
      if (address) resolve({ address, error, stop });
    });
    void ended.then(() => resolve({ address: "", error, stop: () => ended }));
  });
}

async function krampe(...args: string[]) {
  const io = recordedIo();
  const code = await runCommand(args, io);
  return { code, ...io.written };
}

it("on loopback it serves, keeps its folder to itself, and ends in order when asked", async () => {
  const { address, stop } = await serve("--lang", "en");
  expect(await (await fetch(`${address}/ready`)).json()).toEqual({ status: "ready", store: "up" });
  const second = await serve("--lang", "en");
  expect(second.error).toMatch(/Another Krampe \(process \d+\) uses/);
  expect(await stop()).toBe(0);
  expect((await krampe("audit", "verify", "--data", data)).code).toBe(0);
});

it("elsewhere it starts neither in the clear nor without someone who can sign in", async () => {
  const open = await krampe("serve", "--host", "0.0.0.0", "--data", data);
  expect(open.code).toBe(2);
  expect(open.error).toMatch(/nothing encrypts[\s\S]*nobody can sign in/);
  const encrypted = await krampe(
    "serve",
    "--host",
    "0.0.0.0",
    "--tls-cert",
    cert,
    "--tls-key",
    key,
    "--data",
    data,
  );
  expect([encrypted.code, encrypted.error.includes("nobody can sign in")]).toEqual([2, true]);
  expect(encrypted.error).not.toContain("nothing encrypts");
});

it("with TLS and a token it starts, and answers who holds the token", async () => {
  const { out } = await krampe("token", "create", "ehr", "--role", "clinician", "--data", data);
  const { address, stop } = await serve(
    "--lang",
    "en",
    "--host",
    "0.0.0.0",
    "--tls-cert",
    cert,
    "--tls-key",
    key,
  );
  const { port } = new URL(address);
  const ask = (token?: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const headers = {
        "content-type": "application/fhir+json",
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      };
      const options = { host: "127.0.0.1", port, path: "/fhir/$assess", method: "POST", headers };
      request({ ...options, ca: readFileSync(cert) }, (response) => {
        expect(response.headers["strict-transport-security"]).toMatch(/max-age/);
        response.resume().on("end", () => resolve(response.statusCode));
      })
        .on("error", reject)
        .end(
          '{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","id":"p"}}]}',
        );
    });
  expect(await ask()).toBe(401);
  expect(await ask(out.trim())).toBe(200);
  expect(await stop()).toBe(0);
  const log = await krampe("audit", "export", "--data", data);
  expect(log.out).toContain('"who":"token:ehr","what":"POST /fhir/$assess"');
});

it("with an OpenID provider it starts where people find back, and sends them there and to no script", async () => {
  const provider = await openidProvider({ redirectUris: ["https://krampe.example.org/auth/callback"] });
  const keyFile = join(folder, "oidc.json");
  writeFileSync(keyFile, JSON.stringify(provider.clientKey));
  const tls = ["--host", "0.0.0.0", "--tls-cert", cert, "--tls-key", key];
  const signIn = ["--oidc-client-id", "krampe", "--oidc-key", keyFile, "--oidc-role", "doctor=clinician"];
  const oidc = ["--oidc-issuer", provider.issuer, ...signIn];
  const lost = await krampe("serve", ...tls, ...oidc, "--data", data);
  expect([lost.code, lost.error.includes("--public-url")]).toEqual([2, true]);
  const half = await krampe("serve", "--oidc-issuer", provider.issuer, "--data", data);
  expect([half.code, half.error.match(/is missing/g)?.length]).toEqual([2, 3]);

  const { address, stop } = await serve(
    ...tls,
    ...oidc,
    "--oidc-strict",
    "--public-url",
    "https://krampe.example.org",
  );
  const { port } = new URL(address);
  const answer = await new Promise<{ location?: string; cookies: string[] }>((resolve, reject) => {
    request({ host: "127.0.0.1", port, path: "/auth/sign-in", ca: readFileSync(cert) }, (response) => {
      const { location, "set-cookie": cookies = [] } = response.headers;
      response.resume().on("end", () => resolve({ ...(location && { location }), cookies }));
    })
      .on("error", reject)
      .end();
  });
  const at = new URL(answer.location ?? "");
  expect([at.origin, [...at.searchParams.keys()].sort()]).toEqual([
    provider.issuer,
    ["client_id", "request_uri"],
  ]);
  expect(answer.cookies).toEqual([
    expect.stringMatching(
      /^__Host-krampe-sign-in=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    ),
  ]);
  expect(await stop()).toBe(0);

  await provider.close();
  const gone = await krampe("serve", ...oidc, "--data", data);
  expect([gone.code, gone.error.includes(`${provider.issuer} cannot be used`)]).toEqual([2, true]);
});

it("words that make no plan are answered with how to say it", async () => {
  for (const wrong of [
    ["--port", "x"],
    ["--port", "70000"],
    ["--tls-cert", cert],
    ["--cds-client", "issuer"],
    ["--cds-client", "issuer=http://keys.example.org/jwks"],
    ["--cors-origin", "sandbox"],
    ["--otlp-endpoint", "collector:4318"],
    ["--requests-per-minute", "0"],
  ])
    expect((await krampe("serve", ...wrong)).code).toBe(2);
});

it("tells at once where nothing can be kept, and which word is wrong", async () => {
  const nowhere = await krampe("serve", "--data", "/proc/x");
  expect([nowhere.code, nowhere.error]).toEqual([
    2,
    expect.stringMatching(/^The store \(\/proc\/x\) cannot be opened: /),
  ]);
  const wrong = await krampe("serve", "--port", "abc", "--tls-cert", cert);
  expect(wrong.code).toBe(2);
  expect(wrong.error).toContain("--port 'abc' cannot be used.");
  expect(wrong.error).toContain("Give --tls-key as well.");
});
