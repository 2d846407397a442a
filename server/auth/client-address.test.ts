import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { addressOf, clientAddressIn, isNetwork, locate } from "./client-address.ts";

const TRUSTED = ["10.0.0.0/8", "::1", "192.0.2.7"];

function request(remoteAddress: string, forwarded?: string): IncomingMessage {
  return { socket: { remoteAddress }, headers: { "x-forwarded-for": forwarded } } as never;
}

test.each([
  ["nobody in between", "203.0.113.9", undefined, "203.0.113.9"],
  ["a stranger who says to be another", "203.0.113.9", "127.0.0.1", "203.0.113.9"],
  ["a proxy of ours", "10.0.0.2", "203.0.113.9", "203.0.113.9"],
  ["a proxy of ours over IPv6", "::ffff:10.0.0.2", "[2001:db8::1]:443", "2001:db8::1"],
  ["two of ours", "::1", "203.0.113.9, 192.0.2.7", "203.0.113.9"],
  ["a client that made up what came before", "10.0.0.2", "127.0.0.1, 203.0.113.9", "203.0.113.9"],
  ["an address with its port", "10.0.0.2", "203.0.113.9:55012", "203.0.113.9"],
  ["a proxy of ours that says nothing", "10.0.0.2", undefined, "10.0.0.2"],
  ["a proxy of ours that says nonsense", "10.0.0.2", "203.0.113.9, unknown", "10.0.0.2"],
  ["nobody but proxies of ours", "10.0.0.2", "10.0.0.3", "10.0.0.3"],
])("%s", (_name, remote, forwarded, address) => {
  expect(clientAddressIn(TRUSTED)(request(remote, forwarded))).toBe(address);
});

test("without trusted proxies nobody's word is taken", () => {
  expect(clientAddressIn([])(request("10.0.0.2", "203.0.113.9"))).toBe("10.0.0.2");
});

test("a request that was located stays there", () => {
  const asked = request("::ffff:10.0.0.2");
  expect(addressOf(asked)).toBe("10.0.0.2");
  locate(asked, "203.0.113.9");
  expect(addressOf(asked)).toBe("203.0.113.9");
});

test.each([
  ["10.0.0.0/8", true],
  ["::1", true],
  ["fd00::/8", true],
  ["10.0.0.0/33", false],
  ["10.0.0/8", false],
  ["example.org", false],
  ["10.0.0.0/8/8", false],
  ["10.0.0.0/", false],
])("%s is a network: %s", (text, is) => {
  expect(isNetwork(text)).toBe(is);
});
