/** The records that stand in the page; undefined in the page that is not opened from a record. */
import { RECORD_SERVERS_ID } from "../../record-page/record-page.ts";
import { type RecordServer, readRecordServers } from "../../record-page/record-servers.ts";

export const SERVERS_OF_PAGE: readonly RecordServer[] | undefined = read();

function read(): readonly RecordServer[] | undefined {
  const element = document.getElementById(RECORD_SERVERS_ID);
  if (!element) return undefined;
  const servers = readRecordServers(JSON.parse(element.textContent ?? "[]"), RECORD_SERVERS_ID);
  return servers.ok ? servers.value : [];
}
