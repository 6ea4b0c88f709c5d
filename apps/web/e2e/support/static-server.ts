/** The built folder over HTTP, with the security headers that any host of it should send, from a path of its own. */
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { SECURITY_HEADERS } from "../../content-security-policy.ts";

export const BUILT = fileURLToPath(new URL("../../dist", import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};

/** Static hosts often serve a project from below the root. */
const BELOW = "/krampe/";

export interface StaticServer {
  /** Ends with a slash. */
  readonly url: string;
  close(): Promise<void>;
}

export async function serveBuilt(folder = BUILT): Promise<StaticServer> {
  const server: Server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const inside =
      path === BELOW ? "index.html" : path.startsWith(BELOW) ? path.slice(BELOW.length) : undefined;
    const file = inside === undefined ? undefined : normalize(join(folder, decodeURIComponent(inside)));
    try {
      if (!file?.startsWith(folder + sep)) throw new Error("outside");
      const body = gzipSync(await readFile(file));
      response.writeHead(200, {
        ...SECURITY_HEADERS,
        "Content-Type": TYPES[extname(file)] ?? "application/octet-stream",
        "Content-Encoding": "gzip",
        "Content-Length": body.length,
        "Cache-Control": "no-cache",
      });
      response.end(body);
    } catch {
      response.writeHead(404, SECURITY_HEADERS);
      response.end("not found");
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${BELOW}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
