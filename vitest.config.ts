import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    include: [
      "{app,bench,components,hooks,server,scripts}/**/*.test.{ts,tsx}",
      "tests/{chaos,conformance,integration,openclaw}/**/*.test.ts",
    ],
    testTimeout: 15_000,
    hookTimeout: 30_000,
    restoreMocks: true,
  },
});
