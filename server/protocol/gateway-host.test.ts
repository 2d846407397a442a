import { expect, test } from "vitest";
import { isSameHost } from "./gateway-host.ts";

test.each([
  ["ws://claw:18789", "ws://CLAW:18789/path?x=1", true],
  ["wss://claw", "wss://claw:443/", true],
  ["ws://claw:18789", "wss://claw:18789", false],
  ["ws://claw:18789", "ws://claw:18790", false],
  ["ws://claw", "ws://claw.evil", false],
  ["ws://claw", "ws://claw@evil", false],
  ["ws://claw", "no address", false],
])("%s and %s: %s", (one, other, same) => {
  expect(isSameHost(one, other)).toBe(same);
});
