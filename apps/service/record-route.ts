/** The page that is opened from a record, with the records of this service in it and in its security policy. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { policyForRecords, RECORD_PAGE, recordPage } from "../web/record-page/record-page.ts";
import type { RecordServer } from "../web/record-page/record-servers.ts";
import { CONTENT_SECURITY_POLICY } from "./security-headers.ts";

export interface RecordRouteOptions {
  /** Of the built application. */
  readonly folder: string;
  readonly records: readonly RecordServer[];
}

export async function recordRoute(service: FastifyInstance, options: RecordRouteOptions): Promise<void> {
  const { folder, records } = options;
  const file = join(folder, RECORD_PAGE);
  if (!existsSync(file)) return;
  const page = recordPage(readFileSync(file, "utf8"), records);
  const policy = policyForRecords(CONTENT_SECURITY_POLICY, records);
  service.get(`/${RECORD_PAGE}`, async (_request, reply) =>
    reply
      .header("content-security-policy", policy)
      .header("cache-control", "no-cache")
      .type("text/html; charset=utf-8")
      .send(page),
  );
}
