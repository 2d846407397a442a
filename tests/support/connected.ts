import type { Locator, Page } from "@playwright/test";

/** There once a page's connection stands, also where the frame around the panel is too narrow to show it. */
export function connected(page: Page): Locator {
  return page
    .locator('[role="status"]')
    .filter({ hasText: /^Connected$/ })
    .first();
}
