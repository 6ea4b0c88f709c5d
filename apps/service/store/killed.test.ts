/** What a store has said to be written is there after SIGKILL. KRAMPE_KILLS sets how often; the few here keep the tests quick. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";
import { openStore } from "./store.ts";
import { putEmptyStore } from "./testing/empty-store.ts";
import { postgresServer } from "./testing/postgres-server.ts";

const WRITER = fileURLToPath(new URL("./testing/write-until-killed.ts", import.meta.url));
const KILLS = Number(process.env.KRAMPE_KILLS ?? 3);
const folder = mkdtempSync(join(tmpdir(), "krampe-killed-"));
const postgres = await postgresServer();
afterAll(() => {
  postgres?.remove();
  rmSync(folder, { recursive: true, force: true });
});

const places = [["a folder", join(folder, "data")]];
if (postgres) places.push(["PostgreSQL", postgres.freshDatabase()]);

it.each(places)(
  "%s: nothing acknowledged is lost and the chain is whole",
  async (_kind, place) => {
    if (!place.startsWith("postgres:")) await putEmptyStore(place);
    const acknowledged: string[] = [];
    for (let kill = 0; kill < KILLS; kill++)
      acknowledged.push(...(await writeAndKill(place, 5 + 17 * (kill % 10))));
    await expectKept(place, acknowledged);
    expect(acknowledged.length).toBeGreaterThan(5 * KILLS);
  },
  30_000 + 15_000 * KILLS,
);

it.runIf(postgres)(
  "PostgreSQL, two instances at once, each killed: nothing acknowledged is lost and there is one whole chain",
  async () => {
    const place = postgres?.freshDatabase() as string;
    const acknowledged: string[] = [];
    for (let kill = 0; kill < KILLS; kill++)
      acknowledged.push(
        ...(await Promise.all([writeAndKill(place, 40), writeAndKill(place, 5 + 17 * (kill % 10))])).flat(),
      );
    await expectKept(place, acknowledged);
  },
  30_000 + 15_000 * KILLS,
);

async function expectKept(place: string, acknowledged: readonly string[]): Promise<void> {
  const store = await openStore(place.startsWith("postgres:") ? { url: place } : { folder: place });
  const kept = new Set<string>();
  for await (const { hash } of store.audit.entries()) kept.add(`audit ${hash}`);
  for (const { id } of await store.database.selectFrom("hook_feedback").select("id").execute())
    kept.add(`feedback ${id}`);
  const check = await store.audit.verify();
  await store.close();
  expect(acknowledged.filter((line) => !kept.has(line))).toEqual([]);
  expect(check.broken).toBeUndefined();
  console.info(`${place}: ${KILLS} kills, ${acknowledged.length} acknowledged, ${kept.size} kept`);
}

/** The lines printed until it was killed, which is in the middle of whatever came after this many of them. */
function writeAndKill(place: string, after: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [WRITER, place], { stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    let error = "";
    child.stdout.on("data", (chunk) => {
      out += chunk;
      if (out.split("\n").length > after) child.kill("SIGKILL");
    });
    child.stderr.on("data", (chunk) => {
      error += chunk;
    });
    child.once("close", (_code, signal) => {
      if (signal !== "SIGKILL") reject(new Error(error));
      // A line cut off by the end was printed, but not all of it was read.
      else resolve(out.split("\n").slice(0, -1));
    });
  });
}
