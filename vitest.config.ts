import { defineConfig } from "vitest/config";

/**
 * Three kinds of test, so that a quick change can run the quick kind alone: `--project unit`.
 * Browser and database tests start real servers and so get longer to do it.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          setupFiles: ["tests/property-seed.ts"],
          include: [
            "packages/**/*.test.ts",
            "server/src/**/*.test.ts",
            "tests/*.test.ts",
            "web/src/**/*.test.ts",
          ],
          exclude: ["**/node_modules/**", "server/src/store/**", "**/dist/**"],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "database",
          setupFiles: ["tests/property-seed.ts"],
          include: ["server/src/store/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "browser",
          include: ["tests/journeys/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
