/**
 * Makes a fresh clone ready, with nothing but the Node and npm that started it: installs the packages of the lockfile (among them
 * Node 24, which everything else runs on). Plain JavaScript, because an older Node reads it.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const node = join(
  root,
  "node_modules",
  "node",
  "bin",
  process.platform === "win32" ? "node.exe" : "node",
);

/** Installs what the lockfile names, unless that has been done for this very lockfile. */
export function installPackages() {
  const stamp = join(root, "node_modules", ".krampe-installed");
  const wanted = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const installed = existsSync(stamp) && existsSync(node) ? readFileSync(stamp, "utf8") : "";
  if (installed === wanted) return;
  say("Installing the packages (once for each version of the lockfile) …");
  // Not `npm ci`: it refuses a lockfile that lacks packages of other platforms, which registries do not all serve.
  run("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"]);
  if (!existsSync(node)) {
    fail(
      "npm did not install Node 24 (the package 'node'). Allow its install script: npm install-scripts approve node",
    );
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Runs a command of the project with the project's Node first on PATH; ends this process if it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
    ...options,
    env: {
      ...process.env,
      ...options.env,
      PATH: `${dirname(node)}:${join(root, "node_modules", ".bin")}:${process.env.PATH}`,
    },
  });
  if (result.error) fail(`'${command}' could not be started: ${result.error.message}`);
  if (result.status !== 0) process.exit(result.status ?? 1);
}

/** Whether a command can be found. */
export function has(command) {
  return spawnSync(command, ["--version"], { stdio: "ignore" }).status === 0;
}

export function say(text) {
  console.log(`\n— ${text}`);
}

export function fail(text) {
  console.error(`\n✗ ${text}`);
  process.exit(1);
}
