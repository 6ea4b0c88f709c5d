/** Builds the folder that the journeys are driven in. `KRAMPE_BUILT=1` says that it is built already. */
import { fileURLToPath } from "node:url";
import { build } from "vite";

export default async function buildFirst(): Promise<void> {
  if (process.env["KRAMPE_BUILT"]) return;
  // Vitest says "test", with which React would be built for developers: other code than is shipped.
  process.env["NODE_ENV"] = "production";
  await build({ root: fileURLToPath(new URL("../../", import.meta.url)), logLevel: "warn" });
}
