import { expect, test } from "vitest";
import { readAddress } from "./address.ts";

test.each([
  ["ws://127.0.0.1:18789", "ws://127.0.0.1:18789"],
  ["  wss://claw.example/gateway?v=4 ", "wss://claw.example/gateway?v=4"],
  ["http://127.0.0.1:18789/", "ws://127.0.0.1:18789"],
  ["https://claw.example", "wss://claw.example"],
  ["claw.local:18789", "ws://claw.local:18789"],
  ["[::1]:18789", "ws://[::1]:18789"],
])("%s is %s", (typed, url) => {
  expect(readAddress(typed)).toMatchObject({ ok: true, url });
});

test.each(["", "   ", "ftp://claw.example", "ws://", "two words", "ws://:18789", "ws://claw.example:99999"])(
  "“%s” is no address",
  (typed) => {
    expect(readAddress(typed)).toMatchObject({ ok: false, problem: expect.stringContaining("ws://127.0.0.1:18789") });
  },
);

test.each(["ws://me:pw@claw.example", "http://127.0.0.1:18789/#token=abc", "wss://claw.example?access_token=abc"])(
  "%s is refused: a token is no part of an address",
  (typed) => {
    expect(readAddress(typed)).toMatchObject({ ok: false, problem: expect.stringContaining("token") });
  },
);

test("an address is bounded", () => {
  expect(readAddress(`wss://claw.example/${"a".repeat(500)}`)).toMatchObject({ ok: false });
});

test.each<[string, boolean]>([
  ["ws://claw.example", true],
  ["ws://172.32.0.1", true],
  ["ws://100.128.0.1", true],
  ["ws://10.claw.example", true],
  ["wss://claw.example", false],
  ["ws://localhost:1", false],
  ["ws://192.168.1.4", false],
  ["ws://172.31.0.1", false],
  ["ws://100.100.0.1", false],
  ["ws://[fd00::1]", false],
  ["ws://home.tail1234.ts.net", false],
])("%s is cautioned about: %s", (typed, cautioned) => {
  const address = readAddress(typed);
  expect(address.ok && address.caution !== undefined).toBe(cautioned);
});
