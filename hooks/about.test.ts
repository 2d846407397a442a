import { expect, test } from "vitest";
import { isAbout } from "./about.ts";

test("which events are about which methods", () => {
  expect(isAbout("sessions.list", "sessions")).toBe(true);
  expect(isAbout("sessions.list", "sessions.changed")).toBe(true);
  expect(isAbout("health", "health")).toBe(true);
  expect(isAbout("cron.list", "cron")).toBe(true);
  expect(isAbout("sessions.list", "session.message")).toBe(false);
  expect(isAbout("sessions.list", "session.message", ["session."])).toBe(true);
  expect(isAbout("health", "healthy")).toBe(false);
  expect(isAbout("agents.list", "config.changed")).toBe(true);
  expect(isAbout("sessions.list", "config.changed")).toBe(false);
});
