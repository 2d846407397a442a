import { expect, test } from "vitest";
import { factsOf, isRevoked, liveToken, nameOf, shortScope } from "./device-facts.ts";

const revoked = { role: "operator" as const, scopes: [], createdAtMs: 1, revokedAtMs: 2 };
const live = { role: "operator" as const, scopes: ["operator.read"], createdAtMs: 3 };

test("a device is called by what a person named it, else by its program, else by its id", () => {
  const deviceId = "0123456789abcdef";
  expect(nameOf({ deviceId, clientId: "cli", displayName: "Phone" })).toBe("Phone");
  expect(nameOf({ deviceId, clientId: "cli" })).toBe("cli");
  expect(nameOf({ deviceId })).toBe("0123456789ab");
});

test("only what is known of a device is said", () => {
  expect(factsOf({ platform: "linux", remoteIp: "10.0.0.7" })).toBe("linux · 10.0.0.7");
  expect(factsOf({})).toBe("");
  expect(shortScope("operator.read")).toBe("read");
});

test("a device is revoked once no token lets it in", () => {
  expect(liveToken({ tokens: [revoked, live] })).toBe(live);
  expect(isRevoked({ tokens: [revoked] })).toBe(true);
  expect(isRevoked({ tokens: [revoked, live] })).toBe(false);
  expect(isRevoked({ tokens: [] })).toBe(false);
  expect(isRevoked({})).toBe(false);
});
