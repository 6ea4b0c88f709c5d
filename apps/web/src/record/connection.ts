/**
 * The page's connection to a record: from the address it was opened with, over the sign-in, to a patient that was read; and its end.
 *
 * What is known of the patient lives in this module and in the session of the page, and is gone with either.
 */
import type { Issue } from "@krampe/core/issue/issue.ts";
import { useSyncExternalStore } from "react";
import { forgetPatient } from "../assess/actions/kept-patient.ts";
import { localDate } from "../assess/assessing.ts";
import { dispatch } from "../assess/patient/session-store.ts";
import { askWorker } from "../reading/ask-worker.ts";
import { type FetchProgress, fetchRecord } from "./fetch-record.ts";
import { signedOut } from "./record-issues.ts";
import { SERVERS_OF_PAGE } from "./servers-of-page.ts";
import { arrival, type SignedIn, signedIn, signIn, signOut } from "./sign-in.ts";

export interface PatientShown {
  readonly name: string;
  readonly born: string;
  readonly sex: string;
}

export type Connection =
  /** Opened by itself: a record can be chosen. `closed` when one was closed here. */
  | { readonly kind: "choose"; readonly closed: boolean }
  | { readonly kind: "signing-in" }
  | { readonly kind: "reading"; readonly signedIn: SignedIn; readonly progress: FetchProgress | undefined }
  | {
      readonly kind: "open";
      readonly signedIn: SignedIn;
      readonly patient: PatientShown;
      readonly resourceCount: number;
      /** Such as that the sign-in has run out since. */
      readonly issues: readonly Issue[];
    }
  | { readonly kind: "failed"; readonly issues: readonly Issue[] };

const SERVERS = SERVERS_OF_PAGE ?? [];

let connection: Connection = { kind: "choose", closed: false };
let started = false;
const listeners = new Set<() => void>();

function become(next: Connection): void {
  connection = next;
  for (const listener of listeners) listener();
}

export function currentConnection(): Connection {
  return connection;
}

export function useConnection(): Connection {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentConnection);
}

/** Once for each time the page is loaded. */
export async function startConnection(): Promise<void> {
  if (started) return;
  started = true;
  const arrived = arrival(location.search);
  if (arrived.kind === "by-itself") return;
  become({ kind: "signing-in" });
  if (arrived.kind === "launch") {
    signOut();
    return openRecord(arrived.iss, arrived.launch);
  }
  const result = await signedIn(SERVERS);
  if (result.ok) await readPatient(result.value);
  else become({ kind: "failed", issues: result.issues });
}

export async function openRecord(address: string, launch?: string): Promise<void> {
  become({ kind: "signing-in" });
  const issues = await signIn(SERVERS, address, launch);
  if (issues.length > 0) become({ kind: "failed", issues });
}

/** Reads all of it, anew each time; answers that were given here stay. */
export async function readPatient(to: SignedIn): Promise<void> {
  become({ kind: "reading", signedIn: to, progress: undefined });
  const fetched = await fetchRecord(to.fhir, to.patientId, to.grants, (progress) => {
    if (connection.kind === "reading") become({ kind: "reading", signedIn: to, progress });
  });
  const bytes = new TextEncoder().encode(JSON.stringify(fetched.resources)).buffer as ArrayBuffer;
  const answer = await askWorker({
    kind: "file",
    name: to.server.name,
    bytes,
    today: localDate(new Date()),
    from: { server: to.server.fhirServer, patientId: to.patientId, leftOut: fetched.leftOut },
  });
  // The record was closed while it was being read.
  if (connection.kind !== "reading" || connection.signedIn !== to) return;
  if (fetched.signedOut) {
    signOut();
    return become({ kind: "failed", issues: [signedOut()] });
  }
  if (answer.kind !== "record") {
    const issues = [...fetched.issues, ...(answer.kind === "refused" ? answer.issues : [])];
    return become({ kind: "failed", issues });
  }
  dispatch({ kind: "add-record", record: answer.record, issues: [...fetched.issues, ...answer.issues] });
  become({
    kind: "open",
    signedIn: to,
    patient: shown(fetched.resources, to.patientId),
    resourceCount: fetched.resources.length,
    issues: [],
  });
}

/** The token does not hold any more; what is on the screen stays. */
export function tellSignedOut(): void {
  if (connection.kind === "open") become({ ...connection, issues: [signedOut()] });
}

/** Signs out and forgets the patient, also what undo would bring back. */
export function closeRecord(): void {
  signOut();
  forgetPatient();
  dispatch({ kind: "forget" });
  become({ kind: "choose", closed: true });
}

/** Name, birth date and sex as the record has them, to be held against the record's own screen. */
function shown(resources: readonly object[], patientId: string): PatientShown {
  const patient = resources.find((one) => {
    const { resourceType, id } = one as { resourceType?: unknown; id?: unknown };
    return resourceType === "Patient" && id === patientId;
  }) as { name?: unknown; birthDate?: unknown; gender?: unknown } | undefined;
  const names = Array.isArray(patient?.name) ? patient.name : [];
  const name = names.find((one) => one?.use === "official") ?? names[0];
  const given = Array.isArray(name?.given) ? name.given : [];
  const full = text(name?.text) || [...given, name?.family].map(text).filter(Boolean).join(" ");
  return { name: full, born: text(patient?.birthDate), sex: text(patient?.gender) };
}

function text(value: unknown): string {
  return typeof value === "string" ? value.slice(0, 100) : "";
}
