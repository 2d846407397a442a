import { expect, test } from "vitest";
import { machineOf, permissionsOf, seenBecause } from "./node-facts.ts";

const NODE = { nodeId: "n" };

test("a machine is told in one line, without what nobody said", () => {
  expect(machineOf(NODE)).toBe("");
  expect(
    machineOf({
      ...NODE,
      platform: "ios",
      modelIdentifier: "iPhone17,1",
      deviceFamily: "iPhone",
      coreVersion: "2026.9.6",
      uiVersion: "2026.9.7",
      remoteIp: "10.0.0.7",
    }),
  ).toBe("iPhone17,1 · ios · 2026.9.6 · app 2026.9.7 · 10.0.0.7");
  expect(machineOf({ ...NODE, version: "1", uiVersion: "1" })).toBe("1");
});

test("permissions are told apart, and none are made up", () => {
  expect(permissionsOf(NODE)).toEqual({ granted: [], missing: [] });
  expect(permissionsOf({ ...NODE, permissions: { screen: false, camera: true, audio: true } })).toEqual({
    granted: ["audio", "camera"],
    missing: ["screen"],
  });
});

test("why one was last seen is told of those that are away", () => {
  expect(seenBecause({ ...NODE, connected: true, lastSeenReason: "connect" })).toBeUndefined();
  expect(seenBecause({ ...NODE, lastSeenReason: "silent_push" })).toBe("woken by a push");
  expect(seenBecause({ ...NODE, lastSeenReason: "of_its_own" })).toBe("of its own");
  expect(seenBecause(NODE)).toBeUndefined();
});
