import type { Page } from "@playwright/test";
import { test as base, expect, expectAccessible } from "../e2e/fixtures.ts";
import { type RealStage, STAGE_MS, startRealStage } from "../support/real-stage.ts";
import { Telegram } from "../support/telegram.ts";

/** A real gateway with an account of Telegram, whose other end is the test's own. */
interface PanelStage extends RealStage {
  telegram: Telegram;
}

export const test = base.extend<object, { stage: PanelStage }>({
  stage: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
    async ({}, use) => {
      await using telegram = await Telegram.start();
      const account = { enabled: true, botToken: "123456:not-a-token", apiRoot: telegram.origin };
      await using stage = await startRealStage({ channels: { telegram: account }, channelsRun: true });
      await use({ ...stage, telegram });
    },
    { scope: "worker", timeout: STAGE_MS },
  ],
  page: async ({ page, stage }, use) => {
    const refused = await stage.openclaw.refusals();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await use(page);
    expect(complaints).toEqual([]);
    // Whatever is asked of it must be what it takes.
    expect((await stage.openclaw.refusals()).slice(refused.length)).toEqual([]);
  },
});

// What fades out has too little contrast on its way.
test.use({ reducedMotion: "reduce" });

export { expect };

/** From here on the page is as wide as a phone. */
export async function onPhone(page: Page): Promise<void> {
  await expectSound(page);
  await page.setViewportSize({ width: 390, height: 844 });
}

/** No violation of axe, no scrolling sideways, no failure told in a corner. */
export async function expectSound(page: Page): Promise<void> {
  await expectAccessible(page);
  const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(inner).toBeLessThanOrEqual(outer ?? 0);
}
