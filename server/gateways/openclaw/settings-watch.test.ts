import { expect, test } from "vitest";
import { SettingsWatch } from "./settings-watch.ts";

test("what is so already waits for nothing; what is not yet so is asked again each time settings are taken over", async () => {
  const watch = new SettingsWatch();
  await watch.until(async () => true);
  let asked = 0;
  const settled = watch.until(async () => ++asked === 3);
  expect(asked).toBe(1);
  for (const count of [2, 3]) {
    watch.taken();
    await expect.poll(() => asked).toBe(count);
  }
  await settled;
  watch.taken();
  expect(asked).toBe(3);
});

test("settings that are taken over while it asks are not missed", async () => {
  const watch = new SettingsWatch();
  let isListed = false;
  await watch.until(async () => {
    const seen = isListed;
    if (!seen) {
      isListed = true;
      watch.taken();
    }
    return seen;
  });
  expect(isListed).toBe(true);
});

test("a gateway that never takes its settings over holds back for the limit only", async () => {
  await new SettingsWatch().until(async () => false, 20);
});

test("a question that fails ends the waiting with its error", async () => {
  const watch = new SettingsWatch();
  await expect(watch.until(() => Promise.reject(new Error("gone")))).rejects.toThrow("gone");
});
