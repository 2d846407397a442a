import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BINDING_KEYS, BINDING_TIERS, type BindingKey } from "../protocol/routing.ts";
import type { BindingRecord } from "../store/contract.ts";
import { bindingFor, MAX_BINDINGS, ordered } from "./bindings.ts";
import type { Origin } from "./dm-scope.ts";
import { openTestGateway } from "./testing/gateway.ts";

const bind = (agentId: string, matchKey: BindingKey, matchValue: string, priority = 0): BindingRecord => ({
  agentId,
  matchKey,
  matchValue,
  priority,
});
const answering = (records: BindingRecord[], origin: Origin) => bindingFor(ordered(records), origin)?.agentId;

describe("B-12: bindingFor", () => {
  test("a peer rule goes before a channel rule of any priority", () => {
    const records = [bind("channel", "channel", "slack", 1_000), bind("peer", "peer", "u1", -5)];
    expect(answering(records, { channel: "slack", peer: "u1" })).toBe("peer");
    expect(answering(records, { channel: "slack", peer: "u2" })).toBe("channel");
  });

  test("a peer's value with a channel matches there only, a bare one anywhere, and case is ignored", () => {
    const records = [bind("there", "peer", "slack:u1"), bind("anywhere", "peer", "u1")];
    expect(answering(records, { channel: "Slack", peer: "U1" })).toBe("there");
    expect(answering(records, { channel: "telegram", peer: "u1" })).toBe("anywhere");
    expect(answering(records, { channel: "telegram", peer: "slack:u1" })).toBeUndefined();
  });

  test("an asterisk matches anybody, but not nobody", () => {
    const records = [bind("a", "account", "*")];
    expect(answering(records, { account: "work" })).toBe("a");
    expect(answering(records, { account: " " })).toBeUndefined();
  });

  test("agrees with asking every rule and keeping the best", () => {
    const names = ["u1", "U2", "slack", "x:u1", "slack:u1", "*", ""];
    const name = fc.constantFrom(...names);
    const record = fc.record({
      agentId: fc.constantFrom("a", "b", "c"),
      matchKey: fc.constantFrom(...BINDING_KEYS),
      matchValue: name.map((value) => value.toLowerCase()).filter((value) => value !== ""),
      priority: fc.integer({ min: -2, max: 2 }),
    });
    const somewhere = fc.record({ peer: name, channel: name, account: name, guild: name }, { requiredKeys: [] });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 12 }), somewhere, (records, from) => {
        expect(answering(records, from)).toBe(naive(records, from));
      }),
    );
  });
});

/** One rule after the other; a later one wins only when it is better. */
function naive(records: BindingRecord[], from: Origin): string | undefined {
  const low = (text?: string) => (text ?? "").trim().toLowerCase();
  let best: BindingRecord | undefined;
  for (const rule of records) {
    let fits = rule.matchKey === "default";
    if (rule.matchKey !== "default" && low(from[rule.matchKey]) !== "") {
      const name = low(from[rule.matchKey]);
      fits = rule.matchValue === "*";
      if (rule.matchKey === "peer" && rule.matchValue.includes(":"))
        fits ||= rule.matchValue === `${low(from.channel)}:${name}`;
      else fits ||= rule.matchValue === name;
    }
    if (!fits) continue;
    const better =
      !best ||
      BINDING_TIERS[rule.matchKey] < BINDING_TIERS[best.matchKey] ||
      (rule.matchKey === best.matchKey && rule.priority > best.priority);
    if (better) best = rule;
  }
  return best?.agentId;
}

describe("the methods", () => {
  test("set upserts by what is matched, list is in the order of asking, remove tells whether it was there", async () => {
    const t = await openTestGateway();
    await t.call("agents.create", { name: "Helper", id: "helper" });
    const set = (matchKey: BindingKey, matchValue: string | undefined, priority = 0, agentId = "helper") =>
      t.call("bindings.set", { agentId, matchKey, matchValue, priority });
    await t.call("bindings.set", { agentId: "main" });
    await set("channel", "Slack");
    await set("channel", "telegram", 5);
    await set("peer", " U1 ");
    const { binding } = await set("channel", "SLACK", 7, "main");
    expect(binding).toEqual({ agentId: "main", matchKey: "channel", matchValue: "slack", tier: 4, priority: 7 });
    const { bindings } = await t.call("bindings.list", {});
    expect(bindings.map(({ matchValue, tier }) => [matchValue, tier])).toEqual([
      ["u1", 1],
      ["slack", 4],
      ["telegram", 4],
      ["*", 5],
    ]);
    const removed = () => t.call("bindings.remove", { matchKey: "peer", matchValue: "U1" });
    expect([await removed(), await removed()]).toEqual([
      { ok: true, removed: true },
      { ok: true, removed: false },
    ]);
  });

  test("each change is told once, and what changes nothing is not", async () => {
    const t = await openTestGateway();
    const told = () => t.events.filter(({ event }) => event === "bindings.changed").length;
    const match = { matchKey: "channel" as const, matchValue: "slack" };
    await t.call("bindings.set", { agentId: "main", ...match });
    expect(told()).toBe(1);
    await t.call("bindings.remove", match);
    await t.call("bindings.remove", match);
    expect(told()).toBe(2);
  });

  test.each([
    [{ agentId: "nobody" }, "agentId"],
    [{ agentId: "main", matchKey: "peer" as const, matchValue: "  " }, "matchValue"],
    [{ agentId: "main", matchValue: "slack" }, "matchValue"],
    [{ agentId: "main", matchKey: "peer" as const, matchValue: "u1", tier: 4 }, "tier"],
  ])("set refuses %j and names the field", async (params, field) => {
    const t = await openTestGateway();
    await expect(t.call("bindings.set", params)).rejects.toMatchObject({ code: "INVALID_REQUEST", details: { field } });
    expect(await t.call("bindings.list", {})).toEqual({ bindings: [] });
  });

  test("there are at most so many; replacing one goes on", async () => {
    const t = await openTestGateway();
    for (let n = 0; n < MAX_BINDINGS; n += 1) await t.store.bindings.put(bind("main", "peer", `u${n}`));
    const set = (matchValue: string) => t.call("bindings.set", { agentId: "main", matchKey: "peer", matchValue });
    await expect(set("one-more")).rejects.toMatchObject({ code: "RATE_LIMITED", retryable: false });
    await expect(set("u5")).resolves.toMatchObject({ ok: true });
  });

  test("resolve gives agent and session; the agent's dm scope outlives a restart", async () => {
    const first = await openTestGateway();
    await first.call("agents.create", { name: "Helper", id: "helper", dmScope: "per-channel-peer" });
    await first.call("bindings.set", { agentId: "helper", matchKey: "channel", matchValue: "slack" });
    await first.close();
    const t = await openTestGateway({ home: first.home, store: first.store });
    expect(await t.call("bindings.resolve", { channel: "Slack", peer: "U1" })).toEqual({
      agentId: "helper",
      sessionKey: "agent:helper:slack:direct:u1",
      binding: { agentId: "helper", matchKey: "channel", matchValue: "slack", tier: 4, priority: 0 },
    });
    const main = { agentId: "main", sessionKey: "agent:main:main" };
    expect(await t.call("bindings.resolve", { channel: "telegram", peer: "u1" })).toEqual(main);
    expect(await t.call("bindings.resolve", { channel: "slack", agentId: "main" })).toEqual(main);
    await expect(t.call("bindings.resolve", { agentId: "gone" })).rejects.toMatchObject({ code: "INVALID_REQUEST" });
  });

  test("an agent's bindings go with it", async () => {
    const t = await openTestGateway();
    await t.call("agents.create", { name: "Helper", id: "helper" });
    await t.call("bindings.set", { agentId: "helper" });
    await t.call("agents.delete", { agentId: "helper" });
    expect(await t.call("bindings.list", {})).toEqual({ bindings: [] });
    expect(await t.call("bindings.resolve", {})).toMatchObject({ agentId: "main" });
  });

  test("a dm scope is set, told and kept by an update that does not name it", async () => {
    const t = await openTestGateway();
    await t.call("agents.update", { agentId: "main", dmScope: "per-peer" });
    await t.call("agents.update", { agentId: "main", name: "Boss" });
    expect((await t.call("agents.list", {})).agents[0]).toMatchObject({ name: "Boss", dmScope: "per-peer" });
  });
});
