import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OTHER_PATIENT, OWN_PATIENT, ownRecords } from "./records.ts";
import { type SmartServer, startSmartServer } from "./smart-server.ts";
import { pkce, tokenFor, walkThrough } from "./walk-through.ts";

const REDIRECT = "http://127.0.0.1:1/record.html";
const SCOPE = "launch openid fhirUser patient/Condition.rs patient/Observation.read patient/ServiceRequest.c";

let server: SmartServer;
beforeAll(async () => {
  server = await startSmartServer({
    resources: ownRecords("2026-11-20"),
    redirectUris: [REDIRECT],
    isWithheld: (scope) => scope === "patient/Encounter.rs",
  });
});
afterAll(() => server.close());

async function authorized(scope = SCOPE, launch: string | undefined = server.launchFor(OWN_PATIENT)) {
  const { verifier, challenge } = pkce();
  const { parameters, refused } = await walkThrough(server, {
    scope,
    redirectUri: REDIRECT,
    codeChallenge: challenge,
    ...(launch !== undefined && { launch }),
  });
  expect(refused).toBeUndefined();
  return { verifier, code: parameters.get("code") ?? "" };
}
const get = (path: string, token: unknown) =>
  fetch(`${server.fhirBase}/${path}`, { headers: { authorization: `Bearer ${token}` } });
async function tokenOf(scope?: string) {
  const { verifier, code } = await authorized(scope);
  return tokenFor(server, code, verifier, REDIRECT);
}

describe("SMART App Launch 2.2.0, App Launch", () => {
  it("Obtain access token: the answer names the patient, the scopes and the user", async () => {
    const { status, body } = await tokenOf();
    expect(status).toBe(200);
    expect(body).toMatchObject({ patient: OWN_PATIENT, token_type: "Bearer", scope: SCOPE });
    const claims = JSON.parse(Buffer.from(String(body.id_token).split(".")[1], "base64url").toString());
    expect(claims.fhirUser).toBe(`${server.fhirBase}/Practitioner/synthetic`);
  });

  it("PKCE: a wrong verifier, and none at all, are refused", async () => {
    const { code } = await authorized();
    expect((await tokenFor(server, code, pkce().verifier, REDIRECT)).body.error).toBe("invalid_grant");
    const without = await walkThrough(server, {
      scope: SCOPE,
      redirectUri: REDIRECT,
      launch: server.launchFor(OWN_PATIENT),
    });
    expect(without.parameters.get("error")).toBe("invalid_request");
  });

  it("a code counts once, and its token no longer when it is used twice", async () => {
    const { verifier, code } = await authorized();
    const { body } = await tokenFor(server, code, verifier, REDIRECT);
    expect((await tokenFor(server, code, verifier, REDIRECT)).body.error).toBe("invalid_grant");
    expect((await get(`Condition?patient=${OWN_PATIENT}`, body.access_token)).status).toBe(401);
  });

  it("a launch that is not known, another aud, and another redirect address are refused", async () => {
    const common = { scope: SCOPE, redirectUri: REDIRECT, codeChallenge: pkce().challenge };
    const unknown = await walkThrough(server, { ...common, launch: "made-up" });
    const launch = server.launchFor(OWN_PATIENT);
    const elsewhere = await walkThrough(server, { ...common, launch, aud: "https://evil.example/fhir" });
    for (const { parameters } of [unknown, elsewhere])
      expect(parameters.get("error")).toBe("invalid_request");
    const other = await walkThrough(server, { ...common, launch, redirectUri: "http://127.0.0.1:1/other" });
    expect(other.refused).toContain("redirect_uri");
  });
});

describe("what a token allows", () => {
  it("is the patient and the types of its scopes, in version 1 and 2, and nothing else", async () => {
    const { access_token: token } = (await tokenOf()).body;
    const statuses = await Promise.all(
      [
        `Condition?patient=${OWN_PATIENT}`,
        `Observation?patient=${OWN_PATIENT}`,
        `Procedure?patient=${OWN_PATIENT}`,
        `Condition?patient=${OTHER_PATIENT}`,
        "Condition",
        "Condition/other-myasthenia",
        "Observation/other-potassium",
      ].map(async (path) => (await get(path, token)).status),
    );
    expect(statuses).toEqual([200, 200, 403, 403, 403, 403, 403]);
  });

  it("is not what the user withheld", async () => {
    const { body } = await tokenOf("launch openid patient/Condition.rs patient/Encounter.rs");
    expect(body.scope).toBe("launch openid patient/Condition.rs");
  });

  it("ends when its time has run out", async () => {
    const { access_token: token } = (await tokenOf()).body;
    expect((await get(`Condition?patient=${OWN_PATIENT}`, token)).status).toBe(200);
    await server.expireTokens();
    expect((await get(`Condition?patient=${OWN_PATIENT}`, token)).status).toBe(401);
  });
});

describe("answers", () => {
  it("come page by page, and $everything is only what is about the patient", async () => {
    const { access_token: token } = (await tokenOf()).body;
    const seen: { id: string; resourceType: string }[] = [];
    let url: string | undefined = `Patient/${OWN_PATIENT}/$everything?_count=50`;
    let pages = 0;
    while (url) {
      const page: { entry: { resource: (typeof seen)[0] }[]; link: { url: string }[] } = await (
        await get(url, token)
      ).json();
      seen.push(...page.entry.map(({ resource }) => resource));
      url = page.link[0]?.url.slice(server.fhirBase.length + 1);
      pages++;
    }
    expect(pages).toBeGreaterThan(2);
    expect(seen.filter(({ id }) => id.startsWith("other-"))).toEqual([]);
    expect(new Set(seen.map(({ resourceType }) => resourceType))).toEqual(
      new Set(["Condition", "Observation"]),
    );
  });

  it("to what is created need the scope and the patient", async () => {
    const { access_token: token } = (await tokenOf()).body;
    const create = async (resourceType: string, patient: string) => {
      const response = await fetch(`${server.fhirBase}/${resourceType}`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/fhir+json" },
        body: JSON.stringify({ resourceType, subject: { reference: `Patient/${patient}` } }),
      });
      return response.status;
    };
    expect(await create("ServiceRequest", OWN_PATIENT)).toBe(201);
    expect(await create("ServiceRequest", OTHER_PATIENT)).toBe(403);
    expect(await create("DocumentReference", OWN_PATIENT)).toBe(403);
    expect(server.created).toHaveLength(1);
  });
});
