import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { NewAuditEntry } from "../store/contract.ts";
import { AuditTrail, type Deed, KEPT_DAYS, KEPT_ENTRIES, MAX_WAITING } from "./audit-trail.ts";
import { MAX_ADDRESSES, Refusals } from "./refusals.ts";

beforeEach(() => vi.useFakeTimers({ now: 1_000 }));
afterEach(() => vi.useRealTimers());

/** A disk that can be full. */
function aTrail() {
  const written: NewAuditEntry[][] = [];
  const sweeps: { keep: number; since: number }[] = [];
  const faults: unknown[] = [];
  const disk = { full: false };
  const trail = new AuditTrail({
    store: {
      async addAudit(entries) {
        if (disk.full) throw new Error("full");
        written.push([...entries]);
      },
      audit: async () => [],
      async sweepAudit(bounds) {
        sweeps.push(bounds);
        return 0;
      },
    },
    onFault: (error) => faults.push(error),
  });
  return { trail, written, sweeps, faults, disk };
}

const deed = (action: string, more: Partial<Deed> = {}): Deed => ({
  who: { id: "anna", name: "Anna" },
  action,
  targets: {},
  outcome: "OK",
  isCall: true,
  ...more,
});

test("deeds of a moment are written together, the same ones as a number, and told once", async () => {
  const { trail, written } = aTrail();
  const told = vi.fn();
  trail.onChange(told);
  for (let i = 0; i < 3; i++) trail.note(deed("chat.send"));
  trail.note(deed("chat.send", { targets: { sessionKey: "other" } }));
  expect(written).toEqual([]);
  await vi.advanceTimersByTimeAsync(500);
  expect(written).toEqual([
    [
      { ...deed("chat.send"), at: 1_000, count: 3 },
      { ...deed("chat.send", { targets: { sessionKey: "other" } }), at: 1_000 },
    ],
  ]);
  expect(told).toHaveBeenCalledTimes(1);
});

test("who reads sees what was done just before; closing writes what waits, and nothing is taken after it", async () => {
  const { trail, written } = aTrail();
  trail.note(deed("agents.create"));
  await trail.read({ limit: 1 });
  expect(written).toHaveLength(1);
  trail.note(deed("agents.delete"));
  await Promise.all([trail.close(), trail.close()]);
  trail.note(deed("too late"));
  await vi.runAllTimersAsync();
  expect(written.flat().map(({ action }) => action)).toEqual(["agents.create", "agents.delete"]);
});

test("a full disk costs nothing that fits, and what does not fit is said as a number", async () => {
  const { trail, written, faults, disk } = aTrail();
  disk.full = true;
  for (let i = 0; i < MAX_WAITING + 5; i++) trail.note(deed(`call ${i}`));
  await vi.advanceTimersByTimeAsync(500);
  expect(faults).toHaveLength(1);
  disk.full = false;
  trail.note(deed("call 0"));
  await vi.advanceTimersByTimeAsync(500);
  const entries = written.flat();
  expect(entries).toHaveLength(MAX_WAITING + 1);
  expect(entries.at(0)).toMatchObject({ action: "call 0", count: 2 });
  expect(entries.at(-1)).toMatchObject({ action: "audit", outcome: "LOST", count: 5 });
});

test("the store is tidied by number and age, at the start and now and then", async () => {
  const { trail, sweeps } = aTrail();
  trail.note(deed("first"));
  await vi.advanceTimersByTimeAsync(500);
  trail.note(deed("second"));
  await vi.advanceTimersByTimeAsync(500);
  expect(sweeps).toEqual([{ keep: KEPT_ENTRIES, since: 1_500 - KEPT_DAYS * 86_400_000 }]);
  for (let i = 0; i < 500; i++) trail.note(deed(`call ${i}`));
  await vi.advanceTimersByTimeAsync(500);
  expect(sweeps).toHaveLength(2);
});

test("who guesses is noted at once, then as a number a minute, and from many places as others", async () => {
  const noted: [address: string | undefined, times: number | undefined][] = [];
  const refusals = new Refusals(({ address }, times) => noted.push([address, times]));
  for (let i = 0; i < 50; i++) refusals.refused("10.0.0.1");
  expect(noted).toEqual([["10.0.0.1", undefined]]);
  for (let i = 1; i < MAX_ADDRESSES + 7; i++) refusals.refused(`10.0.1.${i}`);
  expect(noted).toHaveLength(MAX_ADDRESSES);
  noted.length = 0;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(noted).toEqual([
    ["10.0.0.1", 49],
    ["other addresses", 7],
  ]);
  refusals.refused("10.0.0.1");
  refusals.refused("10.0.0.1");
  refusals.close();
  refusals.close();
  expect(noted.slice(2)).toEqual([
    ["10.0.0.1", undefined],
    ["10.0.0.1", 1],
  ]);
});

test("what was refused is told apart, and counted together past the bound", async () => {
  const noted: string[] = [];
  const refusals = new Refusals(({ address, action, targets }, times) =>
    noted.push(`${address} ${action} ${targets.account ?? ""} ${times ?? "first"}`),
  );
  const what = { action: "channel webhook", outcome: "UNAUTHENTICATED", isCall: true };
  const post = (address: string, account: string) => refusals.refused(address, { ...what, targets: { account } });
  refusals.refused("10.0.0.1");
  for (let n = 0; n < 9; n++) post("10.0.0.1", "shop");
  for (let n = 2; n < MAX_ADDRESSES; n++) post(`10.0.1.${n}`, "shop");
  noted.length = 0;
  for (let n = 0; n < 300; n++) post(`10.0.2.${n % 100}`, `account ${n}`);
  expect(noted).toEqual([]);
  refusals.close();
  expect(noted).toEqual(["10.0.0.1 channel webhook shop 8", "other addresses channel webhook  300"]);
});
