/** A real PostgreSQL on loopback for the tests, from the system's packages; undefined with a printed reason when there is none. */
import { execFileSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PLACES = "/usr/lib/postgresql";

export interface PostgresServer {
  readonly url: string;
  /** An address with another, empty database. */
  freshDatabase(): string;
  stop(): void;
  start(): void;
  isRunning(): boolean;
  /** Stops it and deletes what it wrote. */
  remove(): void;
}

/** Its data lie in a new folder below `parent`. */
export async function postgresServer(parent = tmpdir()): Promise<PostgresServer | undefined> {
  const binaries = newestBinaries();
  if (!binaries) {
    console.info(`PostgreSQL was not tested: there is no ${PLACES}/*/bin/initdb; install 'postgresql'.`);
    return undefined;
  }
  const port = await freePort();
  const folder = mkdtempSync(join(parent, "krampe-postgres-"));
  const account = process.getuid?.() === 0 ? accountOf("postgres") : undefined;
  if (account) chownSync(folder, account.uid, account.gid);
  // PostgreSQL refuses to run as root.
  const run = (program: string, args: string[]) =>
    execFileSync(join(binaries, program), args, {
      stdio: ["ignore", "ignore", "pipe"],
      cwd: folder,
      ...account,
    });
  const data = join(folder, "data");
  const start = () =>
    run("pg_ctl", [
      ...["-D", data, "-l", join(folder, "log"), "-w", "-o"],
      `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off -c shared_buffers=16MB`,
      "start",
    ]);
  const stop = () => run("pg_ctl", ["-D", data, "-m", "immediate", "-w", "stop"]);
  const isRunning = () => {
    try {
      run("pg_ctl", ["-D", data, "status"]);
      return true;
    } catch {
      return false;
    }
  };
  run("initdb", ["-D", data, "-U", "krampe", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]);
  start();
  const address = (database: string) => `postgres://krampe@127.0.0.1:${port}/${database}`;
  let made = 0;
  return {
    url: address("postgres"),
    freshDatabase() {
      const name = `fresh${++made}`;
      run("createdb", ["-h", "127.0.0.1", "-p", String(port), "-U", "krampe", name]);
      return address(name);
    },
    stop,
    start,
    isRunning,
    remove() {
      if (isRunning()) stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function newestBinaries(): string | undefined {
  if (!existsSync(PLACES)) return undefined;
  return readdirSync(PLACES)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(PLACES, version, "bin"))
    .find((folder) => existsSync(join(folder, "initdb")));
}

function accountOf(name: string): { uid: number; gid: number } {
  const id = (which: string) => Number(execFileSync("id", [which, name], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
