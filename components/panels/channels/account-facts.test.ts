import { expect, test } from "vitest";
import { bySetup, isOn, probeOf, stateOf, summaryOf, whyNotStarted } from "./account-facts.ts";

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

test.each([
  [{ enabled: true, running: true }, true],
  [{ enabled: true, running: false }, false],
  [{ enabled: true, running: false, restartPending: true }, true],
  [{ enabled: false, running: false, restartPending: true }, false],
  [{ running: true, lastError: "x" }, true],
])("of %o there is something to stop: %s", (fields, expected) => {
  expect(isOn({ accountId: "a", ...fields })).toBe(expected);
});

test("an account that the gateway did not start says why", () => {
  const answer = { channel: "telegram", accountId: "a" };
  const skipped = (reason: string) => ({ ...answer, started: false, outcome: { status: "skipped", reason } });
  expect(whyNotStarted({ ...answer, started: true })).toBeUndefined();
  expect(whyNotStarted(skipped("unconfigured"))).toContain("not set up");
  expect(whyNotStarted(skipped("manual-stop"))).toBe("The gateway says: manual-stop.");
  expect(whyNotStarted({ ...answer, started: false })).toBe("The gateway did not say why.");
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
