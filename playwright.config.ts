import { defineConfig } from "@playwright/test";

export default defineConfig({
  testMatch: "*.spec.ts",
  outputDir: ".cache/e2e",
  // For a slow machine that does other things: a journey takes a tenth of it by itself.
  timeout: 120_000,
  expect: {
    timeout: 20_000,
    // Letters drawn by another minor version differ in a few pixels; a row that is missing, or another colour, in many more.
    toHaveScreenshot: { threshold: 0.15, maxDiffPixels: 400, stylePath: "tests/e2e/pictures.css" },
  },
  snapshotPathTemplate: "{testDir}/pictures/{arg}{ext}",
  workers: 2,
  forbidOnly: true,
  retries: 0,
  projects: [
    { name: "e2e", testDir: "tests/e2e", fullyParallel: true },
    // One gateway for all of them, which answers slower than the built-in one.
    {
      name: "openclaw",
      testDir: "tests/openclaw",
      workers: 1,
      timeout: 240_000,
      expect: { timeout: 45_000 },
      use: { actionTimeout: 45_000 },
    },
  ],
  use: {
    viewport: { width: 1440, height: 900 },
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
