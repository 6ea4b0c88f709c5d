/** The web application as a folder of files that any static host can serve from any path. */
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { builtData } from "./build/built-data.ts";
import { firstPage } from "./build/first-page.ts";
import { offline } from "./build/offline.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * UCUM's table of units is large and seldom needed: laboratories' usual units stand in `knowledge/`. The page loads it when a unit
 * asks for it; the worker that reads files has it from the start.
 */
function unitsOnDemand(): Plugin {
  const ucum = here("../../core/quantity/ucum.ts");
  return {
    name: "krampe-units-on-demand",
    enforce: "pre",
    async resolveId(id, importer, options) {
      if (!id.endsWith("/ucum.ts") || importer?.includes("ucum-on-demand")) return undefined;
      const resolved = await this.resolve(id, importer, { ...options, skipSelf: true });
      return resolved?.id === ucum ? here("src/reading/ucum-on-demand.ts") : undefined;
    },
  };
}

/** Designsystemet does not say that its files have no effects of their own; without this all of it would be loaded. */
function componentsAlone(): Plugin {
  return {
    name: "krampe-components-alone",
    enforce: "pre",
    async resolveId(id, importer, options) {
      if (!id.startsWith("@digdir/") && !importer?.includes("@digdir/")) return undefined;
      const resolved = await this.resolve(id, importer, { ...options, skipSelf: true });
      return resolved && !resolved.external && resolved.id.endsWith(".js")
        ? { ...resolved, moduleSideEffects: false }
        : undefined;
    },
  };
}

export default defineConfig({
  root: here("."),
  base: "./",
  plugins: [builtData(), unitsOnDemand(), componentsAlone(), react(), firstPage(), offline()],
  worker: { format: "es", plugins: () => [builtData()] },
  build: {
    target: "es2023",
    rollupOptions: { input: [here("index.html"), here("record.html")] },
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 800,
  },
  server: { fs: { allow: [here("../../")] } },
});
