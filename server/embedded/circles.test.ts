import { describe, expect, test } from "vitest";
import { MAX_CIRCLES, MAX_FORMER } from "./circles.ts";
import { openTestGateway, type TestGateway } from "./testing/gateway.ts";

const KEY = "agent:main:circle:group:team";
const as = (id: string) => ({ id, name: id, scopes: ["operator.write" as const] });
const [ANN, BOB] = [as("ann"), as("bob")];

describe("circles", () => {
  test("are kept over a restart, with who joined and left told once", async () => {
    const t = await openTestGateway();
    await t.call("agents.create", { name: "Ada" });
    await t.call("circles.create", { name: "dev-team", agents: ["main"] });
    await t.call("circles.update", { name: "dev-team", agents: ["ada"], people: ["admin"] });
    expect(t.heard("circles.changed")).toEqual([
      { name: "dev-team", reason: "create", joined: ["main"], left: [] },
      { name: "dev-team", reason: "update", joined: ["ada"], left: ["main"] },
    ]);
    await t.close();
    const again = await openTestGateway({ store: t.store, home: t.home });
    const { circles } = await again.call("circles.list", {});
    expect(circles).toMatchObject([{ name: "dev-team", agents: ["ada"], people: ["admin"] }]);
    await again.call("circles.delete", { name: "dev-team" });
    expect((await again.call("circles.list", {})).circles).toEqual([]);
  });

  test("an agent that was deleted is in none", async () => {
    const t = await openTestGateway();
    await t.call("agents.create", { name: "Ada" });
    await t.call("circles.create", { name: "team", agents: ["main", "ada"] });
    await t.call("agents.delete", { agentId: "ada" });
    expect((await t.call("circles.list", {})).circles[0]?.agents).toEqual(["main"]);
  });

  test("a taken name, an unknown agent and an unknown circle are refused and change nothing", async () => {
    const t = await openTestGateway();
    await t.call("circles.create", { name: "team", agents: ["main"] });
    await expect(t.call("circles.create", { name: "team", agents: ["main"] })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    await expect(t.call("circles.create", { name: "other", agents: ["nobody"] })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(t.call("circles.update", { name: "other" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await t.call("circles.list", {})).circles).toHaveLength(1);
  });

  test("changes at once are made one after the other, up to a bound", async () => {
    const t = await openTestGateway();
    const made = Array.from({ length: MAX_CIRCLES + 1 }, (_none, index) =>
      t.call("circles.create", { name: `c${index}`, agents: ["main"] }).then(
        () => "made",
        (error: { code: string }) => error.code,
      ),
    );
    const outcomes = await Promise.all(made);
    expect(outcomes.filter((outcome) => outcome === "made")).toHaveLength(MAX_CIRCLES);
    expect(outcomes.at(-1)).toBe("RATE_LIMITED");
  });
});

describe("people of a circle", () => {
  test("D-8: a circle without any is everybody's, with what its agents keep, until it gets some", async () => {
    const t = await openTestGateway();
    await t.call("circles.create", { name: "team", agents: ["main"] });
    await t.ended((await t.send("hello", { sessionKey: KEY })).runId);
    const seen = async () => [
      (await t.gateway.call("circles.list", {}, { principal: BOB })) as { circles: unknown[] },
      await keysOf(t, BOB),
    ];
    expect(await seen()).toMatchObject([{ circles: [{ name: "team" }] }, [KEY]]);
    expect(t.events.every(({ audience }) => audience === undefined || audience.admits(BOB))).toBe(true);
    await t.call("circles.update", { name: "team", people: ["ann"] });
    expect(await seen()).toEqual([{ circles: [] }, []]);
    const said = t.events.filter(({ event }) => event === "session.message");
    expect(said.map(({ audience }) => audience?.admits(BOB))).toEqual([false, false]);
  });

  test("D-10: who is taken out reads nothing from then on, also of before; who comes in reads all of it", async () => {
    const t = await openTeam();
    await t.call("circles.update", { name: "team", people: ["bob"] });
    expect([await keysOf(t, ANN), await keysOf(t, BOB)]).toEqual([[], [KEY]]);
    await t.call("circles.update", { name: "team", people: [] });
    expect([await keysOf(t, ANN), await keysOf(t, BOB)]).toEqual([[KEY], [KEY]]);
    await t.call("circles.update", { name: "team", people: ["ann"] });
    expect([await keysOf(t, ANN), await keysOf(t, BOB)]).toEqual([[KEY], []]);
    expect(await t.gateway.call("sessions.search", { query: "hello" }, { principal: BOB })).toMatchObject({
      results: [],
    });
  });

  test("D-10: what was told before is for those alone who are of it now", async () => {
    const t = await openTeam();
    const told = t.events.find(({ event }) => event === "session.message")?.audience;
    expect([told?.admits(ANN), told?.admits(BOB)]).toEqual([true, false]);
    await t.call("circles.update", { name: "team", people: ["bob"] });
    expect([told?.admits(ANN), told?.admits(BOB)]).toEqual([false, true]);
  });

  test("D-10: both are told once, that the sessions are gone and that they are there", async () => {
    const t = await openTeam();
    const before = t.events.length;
    await t.call("circles.update", { name: "team", agents: ["main"], people: ["bob"] });
    const heardBy = (principal: typeof ANN) =>
      t.events
        .slice(before)
        .filter(({ audience }) => audience?.admits(principal))
        .map(({ event, payload }) => [event, (payload as { reason: string }).reason]);
    expect(heardBy(ANN)).toEqual([
      ["circles.changed", "update"],
      ["sessions.changed", "delete"],
    ]);
    expect(heardBy(BOB)).toEqual([
      ["circles.changed", "update"],
      ["sessions.changed", "create"],
    ]);
    const after = t.events.length;
    await t.call("circles.update", { name: "team", people: ["bob"] });
    expect(t.events.slice(after).map(({ event }) => event)).toEqual(["circles.changed"]);
  });

  test("D-11: sessions of a deleted circle stay theirs, over a restart; no other circle of its name opens them", async () => {
    const t = await openTeam();
    await t.call("circles.delete", { name: "team" });
    await t.close();
    const again = await openTestGateway({ store: t.store, home: t.home });
    expect([await keysOf(again, ANN), await keysOf(again, BOB)]).toEqual([[KEY], []]);
    expect(() => again.gateway.circles.welcome(BOB, "team")).toThrow(/is not of the circle/);
    const anew = () => again.call("circles.create", { name: "team", agents: ["main"], people: ["bob"] });
    await expect(anew()).rejects.toMatchObject({ code: "CONFLICT" });
    await again.call("sessions.delete", { key: KEY });
    await anew();
    await again.send("hello", { sessionKey: KEY });
    expect([await keysOf(again, ANN), await keysOf(again, BOB)]).toEqual([[], [KEY]]);
  });

  test("D-11: what stands in records from before is not of the new circle of that name", async () => {
    let now = 1_000;
    const t = await openTestGateway({ clock: () => now });
    const ask = { command: "ls", sessionKey: KEY, twoPhase: true as const };
    for (const [time, id, person] of [
      [1_000, "old", "ann"],
      [2_000, "new", "bob"],
    ] as const) {
      now = time;
      await t.call("circles.create", { name: "team", agents: ["main"], people: [person] });
      await t.call("exec.approval.request", { ...ask, id });
      const run = { ts: time, jobId: "j", runId: id, action: "finished" as const, sessionKey: KEY };
      await t.store.cron.addRun(run, { keep: 9, keepInAll: 9 });
      if (id === "old") await t.call("circles.delete", { name: "team" });
    }
    const seenBy = async (principal: typeof ANN) => {
      const waiting = await t.gateway.call("exec.approval.list", {}, { principal });
      const runs = (await t.gateway.call("cron.runs", {}, { principal })) as { entries: { runId: string }[] };
      return [...(waiting as { id: string }[]).map(({ id }) => id), ...runs.entries.map(({ runId }) => runId)];
    };
    expect([await seenBy(ANN), await seenBy(BOB)]).toEqual([
      ["old", "old"],
      ["new", "new"],
    ]);
  });

  test("deleted circles are remembered up to a bound, those first of which sessions are kept", async () => {
    const t = await openTeam();
    await t.call("circles.delete", { name: "team" });
    for (let n = 0; n <= MAX_FORMER; n += 1) {
      await t.call("circles.create", { name: `c${n}`, agents: ["main"], people: ["ann"] });
      await t.call("circles.delete", { name: `c${n}` });
    }
    expect(await t.store.settings.get("circles.former")).toHaveLength(MAX_FORMER);
    expect(await keysOf(t, BOB)).toEqual([]);
  });
});

/** A circle of Ann's in whose session something was said. */
async function openTeam(): Promise<TestGateway> {
  const t = await openTestGateway();
  await t.call("circles.create", { name: "team", agents: ["main"], people: ["ann"] });
  await t.ended((await t.send("hello", { sessionKey: KEY })).runId);
  return t;
}

async function keysOf(t: TestGateway, principal: typeof ANN): Promise<string[]> {
  const answer = await t.gateway.call("sessions.list", {}, { principal });
  return (answer as { sessions: { key: string }[] }).sessions.map(({ key }) => key);
}
