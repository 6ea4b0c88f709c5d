/** Journeys in the system's Chromium against the built folder: `npm run test:e2e -w apps/web`. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: import.meta.dirname,
  test: {
    include: ["e2e/**/*.e2e.ts"],
    globalSetup: ["e2e/support/build-first.ts"],
    pool: "threads",
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // A busy machine is slow, not wrong.
    expect: { poll: { timeout: 20_000 } },
  },
});
