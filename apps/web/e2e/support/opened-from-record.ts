/** The service with the built application, and a record's server that it may open: both on loopback, both over HTTP. */
import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { buildService } from "../../../service/application.ts";
import { ownRecords, recordsBeside } from "../../../service/testing/smart/records.ts";
import {
  type SmartServer,
  type SmartServerOptions,
  startSmartServer,
} from "../../../service/testing/smart/smart-server.ts";
import { readRecordServers } from "../../record-page/record-servers.ts";
import { openPage, type WatchedPage } from "./browser.ts";
import { knowledge } from "./clinician.ts";
import { BUILT } from "./static-server.ts";

export interface RecordAndApplication {
  readonly record: SmartServer;
  /** Of the page that is opened from the record. */
  readonly page: string;
  /** Where the page can be reached, ending with a slash. */
  readonly url: string;
  close(): Promise<void>;
}

export const RECORD_NAME = "Det syntetiske sykehuset";

export async function startRecordAndApplication(
  options: Partial<SmartServerOptions> = {},
): Promise<RecordAndApplication> {
  const today = new Date().toISOString().slice(0, 10);
  // Each needs the other's address: the application's is known first, by listening and closing again.
  const probe = await buildService({ compiled: compileKnowledge(knowledge), version: "0.1.0" });
  const url = `${await probe.listen({ port: 0, host: "127.0.0.1" })}/`;
  await probe.close();
  const page = `${url}record.html`;
  const record = await startSmartServer({
    resources: [...ownRecords(today), ...recordsBeside()],
    redirectUris: [page],
    ...options,
  });
  const records = readRecordServers(
    [{ fhirServer: record.fhirBase, name: RECORD_NAME, clientId: record.clientId }],
    "test",
  );
  if (!records.ok) throw new Error(records.issues[0].message.en);
  const service = await buildService({
    compiled: compileKnowledge(knowledge),
    version: "0.1.0",
    webFolder: BUILT,
    records: records.value,
    application: url,
  });
  await service.listen({ port: Number(new URL(url).port), host: "127.0.0.1" });
  return {
    record,
    page,
    url,
    async close() {
      service.server.closeAllConnections();
      await Promise.all([service.close(), record.close()]);
    },
  };
}

/** As the EHR opens it. */
export function launchAddress({ record, page }: RecordAndApplication, patient: string): string {
  return `${page}?${new URLSearchParams({ iss: record.fhirBase, launch: record.launchFor(patient) })}`;
}

export async function launched(
  browser: Browser,
  both: RecordAndApplication,
  patient: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const opened = await openPage(browser, launchAddress(both, patient), options);
  await patientBar(opened.page).waitFor();
  return opened;
}

export function patientBar(page: Page) {
  return page.locator(".record-patient");
}
