/** `npm start`: installs what is missing, builds what has changed, and serves the application on loopback. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { buildWeb } from "./build.js";
import { installPackages, root, run } from "./prepare.js";

const SOURCES = [
  "core",
  "knowledge",
  "apps/web/build",
  "apps/web/examples",
  "apps/web/public",
  "apps/web/src",
  "apps/web/intake.yaml",
  "apps/web/index.html",
  "apps/web/vite.config.ts",
  "package-lock.json",
];

installPackages();
if (newest(["apps/web/dist"]) < newest(SOURCES)) buildWeb();
run("node", ["apps/cli/bin/krampe.js", "serve", ...process.argv.slice(2)]);

/** When the newest file below these was changed, in milliseconds; 0 if there is none. */
function newest(paths) {
  return Math.max(0, ...paths.map((path) => changed(join(root, path))));
}

function changed(path) {
  const about = statSync(path, { throwIfNoEntry: false });
  if (!about) return 0;
  if (!about.isDirectory()) return about.mtimeMs;
  return Math.max(
    0,
    ...readdirSync(path)
      .filter((name) => name !== "node_modules")
      .map((name) => changed(join(path, name))),
  );
}
