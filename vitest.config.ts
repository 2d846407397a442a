import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    include: [
      "{app,bench,components,hooks,server,scripts}/**/*.test.{ts,tsx}",
      "tests/{chaos,conformance,integration,openclaw}/**/*.test.ts",
    ],
    // For a slow machine that does other things: a test that starts servers takes a quarter of it there.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is awaited comes within a moment; on such a machine a moment is long.
    expect: { poll: { timeout: 20_000 } },
    restoreMocks: true,
  },
});
