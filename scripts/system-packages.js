/**
 * The programs that the tests use and npm cannot give: Chromium and PostgreSQL. Where the system's package manager is Debian's
 * and we may use it, they are installed; elsewhere it is said what is missing and what will therefore not be tested.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { has, say } from "./prepare.js";

const CHROMIUM = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Tells what is there after trying to install what is not. */
export function systemPrograms() {
  if (!chromium()) install("chromium", "Chromium");
  if (!postgres()) install("postgresql", "PostgreSQL");
  return { chromium: chromium(), postgres: postgres() };
}

function chromium() {
  return process.env.KRAMPE_CHROMIUM ?? CHROMIUM.find(has);
}

/** Debian's packages put the server's programs here, by version; `testing/postgres-server.ts` of the service starts them. */
function postgres() {
  const place = "/usr/lib/postgresql";
  const versions = existsSync(place) ? readdirSync(place) : [];
  return versions.find((version) => existsSync(join(place, version, "bin", "initdb")));
}

function install(debianPackage, name) {
  const root = process.getuid?.() === 0;
  if (!root || !existsSync("/usr/bin/apt-get")) {
    say(
      `${name} is missing and cannot be installed from here; install it with your system's package manager.`,
    );
    return;
  }
  say(`Installing ${name} with the system's package manager …`);
  const quiet = { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  spawnSync("apt-get", ["update"], quiet);
  spawnSync("apt-get", ["install", "-y", "--no-install-recommends", debianPackage], quiet);
}
