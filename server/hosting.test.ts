import { expect, test } from "vitest";
import { ConfigError, readConfig } from "./config.ts";
import { hostingOf } from "./hosting.ts";

const WHOLE = {
  NODE_ENV: "test" as const,
  CLERK_PUBLISHABLE_KEY: `pk_test_${btoa("clerk.example.com$")}`,
  CLERK_JWT_KEY: "-----BEGIN PUBLIC KEY-----\\nMIIB\\n-----END PUBLIC KEY-----",
  MISSION_CONTROL_GATEWAYS_FILE: "/nowhere/gateways.json",
};

test("whole keys make hosted mode; a key in one line is taken apart", () => {
  const command = readConfig([], WHOLE);
  if (command.run !== "serve") throw new Error("it does not serve");
  expect(hostingOf(command.config.settings)).toEqual({
    publishableKey: WHOLE.CLERK_PUBLISHABLE_KEY,
    key: { jwtKey: "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----" },
    source: { file: "/nowhere/gateways.json" },
  });
});

test("without any key it is one person's own", () => {
  const command = readConfig([], { NODE_ENV: "test" });
  expect(command.run === "serve" && hostingOf(command.config.settings)).toBeUndefined();
});

test.each([
  ["no publishable key", { CLERK_PUBLISHABLE_KEY: "" }, /half configured: set CLERK_PUBLISHABLE_KEY/],
  ["no JWT key", { CLERK_JWT_KEY: "" }, /half configured: set CLERK_JWT_KEY/],
  ["nobody to say who has which gateway", { MISSION_CONTROL_GATEWAYS_FILE: "" }, /MISSION_CONTROL_GATEWAYS_URL/],
  ["two that say it", { MISSION_CONTROL_GATEWAYS_URL: "https://example.org" }, /not both/],
  ["a key of no application", { CLERK_PUBLISHABLE_KEY: "pk_test_x" }, /names no Clerk application/],
  ["everybody let in", { MISSION_CONTROL_AUTH: "none" }, /lets everybody in/],
  ["gateways alone", { CLERK_PUBLISHABLE_KEY: "", CLERK_JWT_KEY: "" }, /needs Clerk/],
])("%s is said in one sentence", (_what, change, sentence) => {
  const read = () => readConfig([], { ...WHOLE, ...change });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(sentence);
});
