/**
 * The list of files for the service worker, and the page's security policy.
 *
 * Every file of the build is kept for use without a network; the list's own hash is the name of the store, so that a changed file
 * makes a new store and the old one goes away as a whole. The page that is opened from a record is not kept: without a network there is
 * no record, and its list of records must not grow old.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Plugin, transformWithOxc } from "vite";
import { PAGE_POLICY } from "../content-security-policy.ts";
import { RECORD_PAGE, recordPage } from "../record-page/record-page.ts";
import { readRecordServers } from "../record-page/record-servers.ts";

const web = fileURLToPath(new URL("../", import.meta.url));

export function offline(): Plugin {
  return {
    name: "krampe-offline",
    apply: "build",
    enforce: "post",
    transformIndexHtml: {
      order: "post",
      handler: (html, { path }) => {
        const page = html.replace(
          '<meta charset="utf-8" />',
          `<meta charset="utf-8" />\n    <meta http-equiv="Content-Security-Policy" content="${PAGE_POLICY}" />`,
        );
        return path.endsWith(RECORD_PAGE) ? recordPage(page, listedRecords()) : page;
      },
    },
    async generateBundle(_, bundle) {
      const hash = createHash("sha256");
      const files = new Set<string>(["./"]);
      for (const [name, output] of Object.entries(bundle).sort(([a], [b]) => (a < b ? -1 : 1))) {
        if (name.endsWith(".map") || name === RECORD_PAGE) continue;
        hash.update(name).update(output.type === "chunk" ? output.code : output.source);
        if (!name.endsWith(".html")) files.add(`./${name}`);
      }
      for (const name of readdirSync(join(web, "public")).sort()) {
        hash.update(name).update(readFileSync(join(web, "public", name)));
        files.add(`./${name}`);
      }
      const path = join(web, "src/service-worker/service-worker.ts");
      const { code } = await transformWithOxc(readFileSync(path, "utf8"), path);
      this.emitFile({
        type: "asset",
        fileName: "service-worker.js",
        source: code
          .replace('"KRAMPE_VERSION"', JSON.stringify(hash.digest("hex").slice(0, 16)))
          .replace('["KRAMPE_FILES"]', JSON.stringify([...files])),
      });
    },
  };
}

/** The records of a static host: the file that KRAMPE_RECORDS names. A server of ours puts its own in when it serves the page. */
function listedRecords() {
  const file = process.env["KRAMPE_RECORDS"];
  if (file === undefined || file === "") return [];
  const read = readRecordServers(JSON.parse(readFileSync(file, "utf8")), file);
  if (!read.ok)
    throw new Error(
      read.issues.map(({ message, suggestion }) => `${message.en} ${suggestion?.en}`).join("\n"),
    );
  return read.value;
}
