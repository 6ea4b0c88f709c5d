/** `npm test`: installs what is missing and runs everything. What could not be run is said, and is no success. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { buildWeb } from "./build.js";
import { fail, installPackages, root, run, say } from "./prepare.js";
import { systemPrograms } from "./system-packages.js";

installPackages();
const programs = systemPrograms();

say("Style and types …");
run("biome", ["check", ".", "--error-on-warnings"]);
run("tsc", ["-p", "core/tsconfig.json"]);
run("tsc", ["-p", "."]);
run("tsc", ["-p", "apps/web"]);
run("tsc", ["-p", "apps/web/tsconfig.node.json"]);

say("Knowledge and cases …");
run("node", ["apps/cli/bin/krampe.js", "knowledge", "check"]);
run("node", ["apps/cli/bin/krampe.js", "case", "run", "cases"]);

say("Unit and property tests …");
run("vitest", ["run"]);
if (!programs.postgres) fail("PostgreSQL is missing, so the service's store was only tested in a folder.");

buildWeb();
if (existsSync(join(root, "apps/web/vitest.e2e.config.ts"))) {
  if (!programs.chromium) fail("Chromium is missing, so the application was not tested in a browser.");
  say("The application in Chromium …");
  run("vitest", ["run", "--config", "apps/web/vitest.e2e.config.ts"], { env: { KRAMPE_BUILT: "1" } });
}
say("All tests passed.");
