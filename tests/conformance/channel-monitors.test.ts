import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_HELD } from "../../server/dialects/channel-monitor.ts";
import { LISTED_LOGS } from "../../server/dialects/channel-resources.ts";
import { StageGateway } from "../../server/hub/testing/stage-gateway.ts";
import type { WireClient } from "../../server/hub/testing/wire-client.ts";
import { RpcError } from "../../server/protocol/errors.ts";
import type { JsonObject } from "../../server/protocol/frames.ts";
import type { LogEntry } from "../../server/protocol/logs.ts";
import { openHub } from "../support/stage.ts";

const types = (client: WireClient) => client.frames.map(({ type }) => type);
const of = (client: WireClient, type: string) => client.frames.filter((frame) => frame.type === type);
const subscribe = (client: WireClient, ...channels: unknown[]) => client.send({ type: "subscribe", channels });

describe("looks", () => {
  test("C-5: a look that fails changes nothing and is repeated", async () => {
    let rows: JsonObject[] = [{ key: "a" }];
    let failing = false;
    let failed = 0;
    const gateway = new StageGateway({
      "sessions.list": () => {
        if (!failing) return { sessions: rows };
        failed += 1;
        throw new RpcError("UNAVAILABLE", "not now");
      },
    });
    const hub = await openHub(gateway);
    const client = hub.client();
    subscribe(client, "sessions");
    await client.frame({ type: "sessions" });
    failing = true;
    gateway.emit("sessions.changed", {});
    await expect.poll(() => failed).toBeGreaterThan(1);
    rows = [{ key: "a" }, { key: "b" }];
    failing = false;
    await client.frame(() => of(client, "sessions").length === 2);
    expect(types(client).slice(1)).toEqual(["subscribed", "sessions", "session_open", "sessions"]);
  });

  test("C-5: when the first look fails it is said once, and the snapshot comes when it can", async () => {
    let looks = 0;
    const gateway = new StageGateway({
      "sessions.list": () => {
        looks += 1;
        if (looks < 4) throw new RpcError("UNAVAILABLE", "not now");
        return { sessions: [{ key: "a" }] };
      },
    });
    const client = (await openHub(gateway)).client();
    subscribe(client, "sessions");
    await client.frame({ type: "sessions" });
    expect(types(client).slice(1)).toEqual(["subscribed", "error", "sessions"]);
  });

  test("C-5: opened, updated and closed sessions come to the list that follows, whatever happens in between", async () => {
    const rows = fc.dictionary(fc.constantFrom("a", "b", "c", "d"), fc.integer({ min: 0, max: 2 }));
    const list = (state: Record<string, number>) =>
      Object.entries(state).map(([key, totalTokens]) => ({ key, totalTokens }));
    const step = fc.record({ rows, fails: fc.boolean(), seen: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(rows, fc.array(step, { maxLength: 8 }), async (first, steps) => {
        let now = { rows: first, fails: false };
        let looked = Promise.withResolvers<void>();
        const gateway = new StageGateway({
          "sessions.list": () => {
            looked.resolve();
            looked = Promise.withResolvers();
            if (now.fails) throw new RpcError("UNAVAILABLE", "not now");
            return { sessions: list(now.rows) };
          },
        });
        await using hub = await openHub(gateway);
        const client = hub.client();
        subscribe(client, "sessions");
        await client.frame({ type: "sessions" });
        for (const { seen, ...state } of steps) {
          now = state;
          const look = looked.promise;
          gateway.emit("sessions.changed", {});
          if (seen) await look;
        }
        now = { rows: { last: 7 }, fails: false };
        gateway.emit("sessions.changed", {});
        await client.frame(({ type, payload }) => type === "sessions" && JSON.stringify(payload).includes('"last"'));
        const told = new Map<unknown, unknown>(list(first).map((row) => [row.key, row.totalTokens]));
        for (const { type, payload } of client.frames) {
          const { key, totalTokens } = payload as JsonObject;
          if (type === "session_open") expect(told.has(key)).toBe(false);
          if (type === "session_update") expect(told.get(key)).not.toBe(totalTokens);
          if (type === "session_open" || type === "session_update") told.set(key, totalTokens);
          if (type === "session_close") expect(told.delete(key)).toBe(true);
        }
        expect([...told]).toEqual([["last", 7]]);
      }),
      { numRuns: 25 },
    );
  });
});

describe("one monitor for all", () => {
  test("C-5: fifty who follow cost one look for each change", async () => {
    let looks = 0;
    const gateway = new StageGateway({
      "sessions.list": () => {
        looks += 1;
        return { sessions: looks === 1 ? [] : [{ key: "a" }] };
      },
    });
    const hub = await openHub(gateway);
    const clients = Array.from({ length: 50 }, () => hub.client());
    for (const client of clients) {
      subscribe(client, "sessions");
      await client.frame({ type: "sessions" });
    }
    expect(looks).toBe(1);
    gateway.emit("sessions.changed", {});
    await Promise.all(clients.map((client) => client.frame({ type: "session_open" })));
    expect(looks).toBe(2);
  });

  test("C-5: who came first may leave in the middle of a look: the others miss nothing", async () => {
    const asked = Promise.withResolvers<void>();
    let rows = [{ key: "a" }];
    let looks = 0;
    const gateway = new StageGateway({
      "sessions.list": async (_params, { signal }) => {
        looks += 1;
        // The first look ends only with whoever asked.
        if (looks === 1) await untilAborted(signal, asked.resolve);
        return { sessions: rows };
      },
    });
    const hub = await openHub(gateway);
    const [first, second] = [hub.client(), hub.client()];
    subscribe(first, "sessions");
    await asked.promise;
    subscribe(second, "sessions");
    await second.frame({ type: "subscribed" });
    first.ws.terminate();
    await second.frame({ type: "sessions" });
    expect(looks).toBe(2);
    rows = [{ key: "a" }, { key: "b" }];
    gateway.emit("sessions.changed", {});
    await second.frame({ type: "session_open" });
    expect(types(second)).not.toContain("error");
  });

  test("C-5: lines that are logged while the first look goes on follow it, each once", async () => {
    const { promise, resolve } = Promise.withResolvers<object>();
    const asked = Promise.withResolvers<void>();
    const gateway = new StageGateway({
      "logs.search": () => {
        asked.resolve();
        return promise;
      },
    });
    const client = (await openHub(gateway)).client();
    subscribe(client, "logs");
    await asked.promise;
    for (const cursor of [1, 2, 3]) gateway.emit("log_entry", logLine(cursor));
    resolve({ entries: [logLine(1), logLine(2)] });
    await client.frame({ type: "log_entry" });
    gateway.emit("log_entry", logLine(4));
    await client.settled();
    expect(of(client, "logs").map(({ payload }) => payload)).toEqual([{ logs: [logLine(1), logLine(2)] }]);
    expect(of(client, "log_entry").map(({ payload }) => payload)).toEqual([logLine(3), logLine(4)]);
  });

  test("C-5: a log that has begun anew is followed, and what happened meanwhile is looked up", async () => {
    let rows: JsonObject[] = [];
    const gateway = new StageGateway({ "sessions.list": () => ({ sessions: rows }) });
    let epochs = 0;
    const newEpoch = () => {
      epochs += 1;
      return `epoch-${epochs}`;
    };
    const hub = await openHub(gateway, { recheckMs: 10, log: { newEpoch } });
    const client = hub.client();
    subscribe(client, "sessions");
    await client.frame({ type: "sessions" });
    rows = [{ key: "a" }];
    hub.feeds.follow(gateway);
    await client.frame({ type: "session_open" });
    rows = [];
    gateway.emit("sessions.changed", {});
    await client.frame({ type: "session_close" });
  });

  test("C-5: when nobody follows any more, nothing is looked at", async () => {
    let looks = 0;
    const gateway = new StageGateway({
      "sessions.list": () => {
        looks += 1;
        return { sessions: [{ key: `${looks}` }] };
      },
    });
    const hub = await openHub(gateway);
    const client = hub.client();
    subscribe(client, "sessions");
    await client.frame({ type: "sessions" });
    client.send({ type: "unsubscribe", channels: ["sessions"] });
    await client.frame({ type: "unsubscribed" });
    gateway.emit("sessions.changed", {});
    await client.settled();
    expect(looks).toBe(1);
    subscribe(client, "sessions");
    await client.frame(() => of(client, "sessions").length === 2);
    expect(of(client, "sessions")[1]).toMatchObject({ payload: { sessions: [{ key: "2" }] } });
    expect(of(client, "session_open")).toEqual([]);
  });

  test(`C-6: while the first look goes on ${MAX_HELD} lines are kept, and of all that were seen the newest ${LISTED_LOGS}`, async () => {
    const { promise, resolve } = Promise.withResolvers<object>();
    const asked = Promise.withResolvers<void>();
    const gateway = new StageGateway({
      "logs.search": () => {
        asked.resolve();
        return promise;
      },
    });
    const hub = await openHub(gateway);
    const client = hub.client();
    subscribe(client, "logs");
    await asked.promise;
    for (let cursor = 1; cursor <= MAX_HELD + 5; cursor += 1) gateway.emit("log_entry", logLine(cursor));
    resolve({ entries: [] });
    await client.frame(({ type, payload }) => type === "log_entry" && (payload as LogEntry).cursor === MAX_HELD + 5);
    expect(of(client, "log_entry")).toHaveLength(MAX_HELD);
    const later = hub.client();
    subscribe(later, "logs");
    const { logs } = (await later.frame({ type: "logs" })).payload as { logs: LogEntry[] };
    expect(logs.map(({ cursor }) => cursor)).toEqual(
      Array.from({ length: LISTED_LOGS }, (_, n) => MAX_HELD + 5 - LISTED_LOGS + 1 + n),
    );
  });
});

/** Rejects when the signal is aborted; `waiting` is called once that is listened for. */
function untilAborted(signal: AbortSignal | undefined, waiting: () => void): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
    waiting();
  });
}

function logLine(cursor: number): LogEntry {
  return { cursor, time: cursor, level: "info", source: "test", msg: `line ${cursor}` };
}
