import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DM_SCOPES } from "../protocol/routing.ts";
import { directKeyOf } from "./dm-scope.ts";
import { addressOf } from "./session-keys.ts";

const origin = { peer: " U1 ", channel: "Slack", account: "Work" };

describe("B-13: directKeyOf", () => {
  test.each([
    ["main", "agent:a:main"],
    ["per-peer", "agent:a:direct:u1"],
    ["per-channel-peer", "agent:a:slack:direct:u1"],
    ["per-account-channel-peer", "agent:a:slack:work:direct:u1"],
  ] as const)("%s", (scope, key) => {
    expect(directKeyOf("a", scope, origin)).toBe(key);
  });

  test.each(DM_SCOPES)("%s without a peer is the main session", (scope) => {
    expect(directKeyOf("a", scope, { ...origin, peer: "  " })).toBe("agent:a:main");
    expect(directKeyOf("a", scope, {})).toBe("agent:a:main");
  });

  test("a channel or account that nobody named has a name of its own", () => {
    expect(directKeyOf("a", "per-account-channel-peer", { peer: "u1" })).toBe("agent:a:unknown:default:direct:u1");
  });

  test("what would part the key is escaped", () => {
    expect(directKeyOf("a", "per-peer", { peer: "@u:server org" })).toBe("agent:a:direct:@u%3aserver%20org");
  });

  test("a name that is too long is refused", () => {
    const tooLong = () => directKeyOf("a", "per-peer", { peer: "x".repeat(600) });
    expect(tooLong).toThrow(expect.objectContaining({ code: "INVALID_REQUEST" }));
  });

  test("every key can be used, and different people never share one", () => {
    const name = fc.string({ unit: "binary", maxLength: 20 });
    fc.assert(
      fc.property(name, name, (one, other) => {
        const [mine, theirs] = [one, other].map((peer) => directKeyOf("a", "per-channel-peer", { peer, channel: "c" }));
        expect(addressOf(mine ?? "", undefined, "main")).toMatchObject({ key: mine, agentId: "a", kind: "direct" });
        const same = one.trim().toLowerCase() === other.trim().toLowerCase();
        expect(mine === theirs).toBe(same);
      }),
    );
  });
});
