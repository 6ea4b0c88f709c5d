import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { signInSettings } from "./sign-in-settings.ts";

const folder = mkdtempSync(join(tmpdir(), "krampe-oidc-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, content: string) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const ec = generateKeyPairSync("ec", { namedCurve: "P-384" });
const pem = file("key.pem", ec.privateKey.export({ type: "pkcs8", format: "pem" }).toString());
const words = {
  "oidc-issuer": "https://id.example.org",
  "oidc-client-id": "krampe",
  "oidc-key": pem,
  "oidc-role": ["a=b=clinician", "*=reader"],
};
const codes = (change: object, environment = {}) => {
  const read = signInSettings({ ...words, ...change }, environment);
  return read.ok ? [] : read.issues.map(({ code }) => code);
};

describe("settings of signing in", () => {
  it("are none when nothing is said", () => {
    expect(signInSettings({}, {})).toMatchObject({ ok: true, value: undefined });
    expect(signInSettings({}, { KRAMPE_OIDC_ISSUER: "" })).toMatchObject({ ok: true, value: undefined });
  });
  it("are read from words, with the key's algorithm by its curve", () => {
    const read = signInSettings(words, {});
    expect(read).toMatchObject({
      ok: true,
      value: {
        key: { kty: "EC", alg: "ES384" },
        roles: [
          { value: "a=b", role: "clinician" },
          { value: "*", role: "reader" },
        ],
        roleClaim: "roles",
        scopes: ["profile"],
        strict: false,
      },
    });
  });
  it("are read from the environment, and a word goes before it", () => {
    const environment = {
      KRAMPE_OIDC_ISSUER: "https://other.example.org",
      KRAMPE_OIDC_CLIENT_ID: "c",
      KRAMPE_OIDC_KEY_FILE: pem,
      KRAMPE_OIDC_ROLES: "doctor=clinician  admin=administrator",
      KRAMPE_OIDC_ROLE_CLAIM: "helseid://claims/x",
      KRAMPE_OIDC_SCOPES: "profile hpr",
      KRAMPE_OIDC_STRICT: "true",
    };
    expect(signInSettings({ "oidc-issuer": "https://id.example.org" }, environment)).toMatchObject({
      value: {
        issuer: "https://id.example.org",
        clientId: "c",
        roleClaim: "helseid://claims/x",
        roles: [
          { value: "doctor", role: "clinician" },
          { value: "admin", role: "administrator" },
        ],
        scopes: ["profile", "hpr"],
        strict: true,
      },
    });
  });
  it("half of them are told as that, each one missing", () => {
    const read = signInSettings({ "oidc-issuer": "https://id.example.org" }, {});
    expect(read.ok ? [] : read.issues.map(({ message }) => message.en.split(": ")[1])).toEqual([
      "--oidc-client-id is missing.",
      "--oidc-key is missing.",
      "--oidc-role is missing.",
    ]);
  });
  it("an issuer is https, or on this machine", () => {
    expect(codes({ "oidc-issuer": "http://127.0.0.1:3000" })).toEqual([]);
    for (const issuer of [
      "http://id.example.org",
      "id.example.org",
      "https://id.example.org/?a",
      "file:///etc",
    ])
      expect(codes({ "oidc-issuer": issuer })).toEqual(["sign-in-issuer"]);
  });
  it("a role is one of ours", () => {
    for (const role of ["doctor", "doctor=king", "=reader", ""])
      expect(codes({ "oidc-role": [role] })).toEqual(["sign-in-role"]);
  });
  it("a key is private, strong enough, and never repeated when it cannot be read", () => {
    const weak = generateKeyPairSync("rsa", { modulusLength: 1024 });
    const files = [
      file("public.pem", ec.publicKey.export({ type: "spki", format: "pem" }).toString()),
      file("public.json", JSON.stringify(ec.publicKey.export({ format: "jwk" }))),
      file("weak.pem", weak.privateKey.export({ type: "pkcs8", format: "pem" }).toString()),
      file("broken.json", '{"kty":"EC","d":"SECRET'),
      file("broken.pem", "SECRET"),
      join(folder, "nowhere"),
    ];
    for (const path of files) {
      const read = signInSettings({ ...words, "oidc-key": path }, {});
      expect(read.ok ? [] : read.issues.map(({ code }) => code)).toEqual(["sign-in-key"]);
      expect(JSON.stringify(read)).not.toContain("SECRET");
    }
    const jwk = file("key.json", JSON.stringify({ ...ec.privateKey.export({ format: "jwk" }), kid: "k1" }));
    expect(signInSettings({ ...words, "oidc-key": jwk }, {})).toMatchObject({
      value: { key: { kid: "k1", alg: "ES384" } },
    });
  });
});
