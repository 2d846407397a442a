import { expect, test } from "vitest";
import { bySetup, probeOf, stateOf, summaryOf } from "./account-facts.ts";

test.each([
  [{ configured: false, enabled: false }, "unset"],
  [{ enabled: false, lastError: "x" }, "off"],
  [{ linked: false, running: true, lastError: "x" }, "unlinked"],
  [{ running: true, lastError: "x" }, "failing"],
  [{ running: false }, "idle"],
  [{ running: true, connected: false }, "connecting"],
  [{ running: true, lastError: null }, "running"],
])("%o is %s", (fields, state) => {
  expect(stateOf({ accountId: "a", ...fields })).toBe(state);
});

test("a probe is read as far as it says something", () => {
  expect(probeOf({ accountId: "a", probe: { ok: false, error: "No route." } })).toEqual({
    ok: false,
    error: "No route.",
  });
  expect(probeOf({ accountId: "a", probe: { ok: true, elapsedMs: 3 } })).toEqual({ ok: true });
  for (const probe of [undefined, null, "ok", {}, { ok: "yes" }]) {
    expect(probeOf({ accountId: "a", probe })).toBeUndefined();
  }
});

test("channels that nobody set up stand apart and are not counted", () => {
  const channel = (id: string, ...accounts: object[]) => ({
    id,
    label: id,
    detail: "",
    accounts: accounts.map((account) => ({ accountId: "a", ...account })),
  });
  const channels = [
    channel("web", { running: true }),
    channel("hook", { running: true }, { running: true, lastError: "x" }),
    channel("none"),
    channel("new", { configured: false }),
  ];
  const { used, offered } = bySetup(channels);
  expect([used.map(({ id }) => id), offered.map(({ id }) => id)]).toEqual([
    ["web", "hook"],
    ["none", "new"],
  ]);
  expect(summaryOf(channels)).toBe("3 accounts, 1 failing");
  expect(summaryOf([channel("web", { running: true })])).toBe("1 account");
  expect(summaryOf([channel("none")])).toBe("");
});
