/**
 * `record.html`: the application as it is opened from an electronic record. It is the same program as the other page; only this page may
 * connect to the records that a deployment lists, and the list stands in the page itself, so that it holds on any static host.
 */
import type { RecordServer } from "./record-servers.ts";

export const RECORD_PAGE = "record.html";
export const RECORD_SERVERS_ID = "record-servers";

const LIST = new RegExp(`(<script type="application/json" id="${RECORD_SERVERS_ID}">)[^<]*(</script>)`);

/** The built page with these records in place of those it was built with. */
export function recordPage(html: string, servers: readonly RecordServer[]): string {
  const list = JSON.stringify(servers).replaceAll("<", "\\u003c");
  return policyForRecords(html, servers).replace(LIST, (_all, open, close) => `${open}${list}${close}`);
}

/** A security policy (or a page with one in it) that lets the page connect to these records. */
export function policyForRecords(policy: string, servers: readonly RecordServer[]): string {
  const origins = new Set(
    servers.flatMap(({ fhirServer, connect }) => [new URL(fhirServer).origin, ...connect]),
  );
  return policy.replace(/connect-src [^;"]*/, ["connect-src 'self'", ...origins].join(" "));
}
