import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../../../cli/knowledge-on-disk.ts";
import { OWN_PATIENT, ownRecords } from "../../../service/testing/smart/records.ts";
import {
  type Misbehaviour,
  type SmartServer,
  startSmartServer,
} from "../../../service/testing/smart/smart-server.ts";
import { pkce, tokenFor, walkThrough } from "../../../service/testing/smart/walk-through.ts";
import { readFile } from "../reading/read-file.ts";
import { type FetchProgress, fetchRecord } from "./fetch-record.ts";
import { grantedScopes } from "./granted-scopes.ts";
import { READ_TYPES } from "./read-types.ts";
import { scopesToAskFor } from "./scopes-to-ask-for.ts";

const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const compiled = compileKnowledge(loaded.value);
const TODAY = "2026-11-22";
const REDIRECT = "http://127.0.0.1:1/record.html";
const LIMITS = { timeoutMs: 1500, mostBytes: 1_000_000, mostPages: 5, mostResources: 1000 };

let server: SmartServer;
beforeAll(async () => {
  server = await startSmartServer({ resources: ownRecords("2026-11-20"), redirectUris: [REDIRECT] });
});
afterEach(() => server.misbehave({}));
afterAll(() => server.close());

async function token(scope: string) {
  const { verifier, challenge } = pkce();
  const launch = server.launchFor(OWN_PATIENT);
  const walked = await walkThrough(server, {
    scope,
    redirectUri: REDIRECT,
    codeChallenge: challenge,
    launch,
  });
  return (await tokenFor(server, walked.parameters.get("code") ?? "", verifier, REDIRECT)).body;
}

async function fetched(
  how: Readonly<Record<string, Misbehaviour>> = {},
  scope = scopesToAskFor({ version: 2, launched: true }),
) {
  server.misbehave(how);
  const { access_token, scope: granted } = await token(scope);
  const progress: FetchProgress[] = [];
  const record = await fetchRecord(
    { base: server.fhirBase, authorization: async () => `Bearer ${access_token}` },
    OWN_PATIENT,
    grantedScopes(String(granted)),
    (one) => progress.push(one),
    LIMITS,
  );
  return { ...record, progress };
}

/** What the worker makes of it. */
function read({
  resources,
  leftOut,
}: {
  readonly resources: readonly object[];
  readonly leftOut: readonly string[];
}) {
  const bytes = new TextEncoder().encode(JSON.stringify(resources)).buffer as ArrayBuffer;
  const from = { server: server.fhirBase, patientId: OWN_PATIENT, leftOut };
  const answer = readFile({ kind: "file", name: "record", bytes, today: TODAY, from }, compiled);
  if (answer.kind !== "record") throw new Error(answer.kind);
  return answer;
}
const findingIn = (answer: ReturnType<typeof read>, id: string) =>
  answer.record.findings.find((finding) => finding.id === id)?.value;

describe("a record that is whole", () => {
  it("is read page by page, with progress, and each finding names its resource", async () => {
    const record = await fetched();
    expect([record.issues, record.leftOut]).toEqual([[], []]);
    expect(record.resources).toHaveLength(126);
    expect(record.progress.at(-1)).toMatchObject({ done: READ_TYPES.length - 1, resources: 126 });
    const answer = read(record);
    const from = new Map(answer.record.findings.map((finding) => [finding.id, finding.from]));
    expect(from.get("potassium")).toEqual(["Observation/potassium"]);
    expect(from.get("muscle-cramp")).toEqual(["Condition/cramp"]);
    expect(answer.record.source).toBe(`${server.fhirBase}/Patient/${OWN_PATIENT}`);
    expect(findingIn(answer, "taking-imatinib")).toEqual({ kind: "absent" });
  });

  it("is read with version 1 of the scopes as well", async () => {
    const record = await fetched({}, scopesToAskFor({ version: 1, launched: true }));
    expect([record.issues, record.resources.length]).toEqual([[], 126]);
  });
});

describe("a server that does not keep a type", () => {
  it("has none of it: that is told, and the other list of drugs closes", async () => {
    const record = await fetched({ MedicationStatement: "not-kept" });
    expect(record.issues).toMatchObject([{ code: "record-type-not-kept", severity: "information" }]);
    expect(findingIn(read(record), "taking-imatinib")).toEqual({ kind: "absent" });
  });
});

describe("a record that is had in part", () => {
  const CASES: readonly (readonly [Misbehaviour, string])[] = [
    ["error-500", "500 (The database is being moved)"],
    ["outcome-in-200", "The archive does not answer"],
    ["not-fhir", "not FHIR"],
    ["not-json", "not FHIR"],
    ["wrong-type", "other types"],
    ["slow", "too long"],
    ["endless", "there are more"],
    ["second-page-fails", "The page is lost"],
    ["next-page-elsewhere", "another server"],
  ];

  it.each(CASES)(
    "%s of the list of drugs: told, the rest is used, and silence about drugs means nothing",
    async (how, told) => {
      const record = await fetched({ MedicationRequest: how, Medication: how });
      expect(record.leftOut).toEqual(["MedicationRequest"]);
      expect(record.issues.map(({ message }) => message.en).join()).toContain(told);
      const answer = read(record);
      expect(findingIn(answer, "potassium")).toMatchObject({ kind: "quantity" });
      expect(findingIn(answer, "taking-imatinib")).toBeUndefined();
    },
  );

  it("for want of a scope: told, and not asked for", async () => {
    const before = server.requests.length;
    const record = await fetched({}, "launch patient/Patient.rs patient/Condition.rs patient/Observation.rs");
    expect(record.leftOut).toContain("MedicationRequest");
    expect(record.issues).toMatchObject([{ code: "record-not-permitted", severity: "warning" }]);
    expect(server.requests.slice(before).join()).not.toContain("Medication");
  });

  it("for a token that has run out: told for every type, and that nothing more will come", async () => {
    const { access_token, scope } = await token(scopesToAskFor({ version: 2, launched: true }));
    await server.expireTokens();
    const connection = { base: server.fhirBase, authorization: async () => `Bearer ${access_token}` };
    const record = await fetchRecord(connection, OWN_PATIENT, grantedScopes(String(scope)), () => {}, LIMITS);
    expect([record.signedOut, record.resources]).toEqual([true, []]);
  });
});

describe("a server that answers with another patient", () => {
  it("is not believed: nothing of it is used or repeated, and it is told", async () => {
    const record = await fetched({ Observation: "another-patient", Condition: "another-patient" });
    const answer = read(record);
    expect(findingIn(answer, "potassium")).toBeUndefined();
    expect(JSON.stringify(answer)).not.toMatch(/other-myasthenia|other-potassium|synthetic-other|G70|Annen/);
    expect(answer.issues.map(({ code }) => code)).toContain("record-other-patient");
  });
});
