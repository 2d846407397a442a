import { expect, test } from "vitest";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import { countOf, findingOf, inOrder, originOf, versionOf } from "./fleet-facts.ts";

const gateway = (id: string, more: Partial<GatewayInfo> = {}): GatewayInfo => ({
  id,
  name: id,
  kind: "openclaw",
  status: { state: "ready", since: 0 },
  ...more,
});
const embedded = gateway("embedded", { kind: "embedded" });
const down = gateway("down", { status: { state: "unavailable", since: 7, reason: "Nothing listens." } });

test("the default one stands first, then the built-in one, then names", () => {
  const fleet = [gateway("b"), gateway("z"), embedded, gateway("a")];
  expect(inOrder(fleet, "z").map(({ id }) => id)).toEqual(["z", "embedded", "a", "b"]);
  expect(inOrder(fleet, "embedded").map(({ id }) => id)).toEqual(["embedded", "a", "b", "z"]);
});

test("the count says how many are connected when not all are", () => {
  expect(countOf([embedded])).toBe("1");
  expect(countOf([embedded, down])).toBe("1 of 2 connected");
});

test("only those that were added are changed here", () => {
  expect([embedded, gateway("default"), gateway("4f1c")].map(originOf)).toEqual(["built-in", "configured", "added"]);
});

test("the doctor speaks of a gateway that is not connected, and of no other", () => {
  expect(findingOf(embedded.status)).toBeUndefined();
  expect(findingOf(down.status)).toEqual({
    ok: false,
    code: "lost",
    cause: "Nothing listens.",
    fix: "It is tried again by itself.",
  });
  const pairing = { state: "unavailable", since: 0, reason: "New here.", code: "pairing", fix: "Approve." } as const;
  expect(findingOf({ ...pairing, command: "approve r1", requestId: "r1" })).toMatchObject({
    code: "pairing",
    command: "approve r1",
    requestId: "r1",
  });
});

test("a version has one v", () => {
  expect(versionOf({ server: { version: "2026.9.6" } })).toBe("v2026.9.6");
  expect(versionOf({ server: { version: "v1" } })).toBe("v1");
  expect(versionOf({})).toBeUndefined();
});
