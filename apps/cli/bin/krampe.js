#!/usr/bin/env node
// Krampe runs on Node 24, which npm installs with the project. An older Node that started npm hands over to it here.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [major] = process.versions.node.split(".").map(Number);
if (major >= 24) {
  const { main } = await import("../main.ts");
  process.exitCode = await main(process.argv.slice(2));
} else {
  const node = fileURLToPath(new URL("../../../node_modules/node/bin/node", import.meta.url));
  if (!existsSync(node)) {
    console.error(
      `krampe needs Node 24 or newer; this is ${process.version}. Run 'npm install' in the project first.`,
    );
    process.exit(2);
  }
  const { status } = spawnSync(node, process.argv.slice(1), { stdio: "inherit" });
  process.exitCode = status ?? 1;
}
