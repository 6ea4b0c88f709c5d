/** `npm run build`: the web application, ready for any static host, in apps/web/dist. */
import { fileURLToPath } from "node:url";
import { installPackages, run, say } from "./prepare.js";

export function buildWeb() {
  say("Building the application …");
  run("vite", ["build", "--logLevel", "warn", "apps/web"]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  installPackages();
  buildWeb();
}
