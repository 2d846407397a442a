import { describe, expect, test } from "vitest";
import { SharedGateways } from "../gateways/directory.ts";
import type { Gateway } from "../gateways/gateway.ts";
import type { GatewayEvent, GatewayEvents } from "../protocol/events.ts";
import type { PrincipalInfo } from "../protocol/frames.ts";
import { type Ask, Runs, type RunsOptions } from "./runs.ts";

const principal: PrincipalInfo = { id: "p", name: "P", scopes: ["operator.write"] };
const asked: Ask = { principal, agentId: "main", sessionKey: "agent:main:main", message: "hi", runId: "r" };
const ref = { runId: "r", sessionKey: "agent:main:main", seq: 1 };

/** A gateway that says what it is told to, and a dispatch that only notes what is called. */
function stage(options: Partial<RunsOptions> = {}) {
  const listeners = new Set<(event: GatewayEvent) => void>();
  const calls: string[] = [];
  const gateway: Gateway = {
    id: "embedded",
    name: "Embedded",
    kind: "embedded",
    status: { state: "ready", since: 0 },
    methods: new Set(),
    call: async () => ({}),
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onStatus: () => () => {},
    close: async () => {},
  };
  const runs = new Runs({
    directory: new SharedGateways([gateway]),
    dispatch: {
      async call({ method }) {
        calls.push(method);
        return { status: "started" };
      },
    },
    ...options,
  });
  const say = <Name extends "chat" | "agent">(event: Name, payload: GatewayEvents[Name]) => {
    for (const listener of listeners) listener({ event, payload });
  };
  const delta = (deltaText: string, more = {}) => say("chat", { ...ref, state: "delta", deltaText, ...more });
  const end = () => say("chat", { ...ref, state: "final" });
  const tool = () =>
    say("agent", { ...ref, ts: 0, stream: "tool", data: { phase: "start", toolCallId: "t", name: "look", args: {} } });
  return { runs, calls, listeners, say, delta, end, tool };
}

describe("asking an agent", () => {
  test("what follows a tool begins a paragraph, in text and in thinking", async () => {
    const { runs, say, delta, end, tool } = stage();
    const heard: string[] = [];
    const answer = runs.ask(asked, { text: (text) => heard.push(text) });
    say("agent", { ...ref, ts: 0, stream: "thinking", data: { delta: "Hm." } });
    delta("Let me ");
    delta("look.");
    tool();
    say("agent", { ...ref, ts: 0, stream: "thinking", data: { delta: "Ah." } });
    delta("It is");
    delta(" four.");
    end();
    expect(await answer).toMatchObject({ text: "Let me look.\n\nIt is four.", thinking: "Hm.\n\nAh." });
    expect(heard.join("")).toBe("Let me look.\n\nIt is four.");
  });

  test("a text that replaces what was said since the tool adds only what is new", async () => {
    const { runs, delta, end, tool } = stage();
    const answer = runs.ask(asked);
    delta("First.");
    tool();
    delta("It");
    delta("It is four.", { replace: true });
    end();
    expect((await answer).text).toBe("First.\n\nIt is four.");
  });

  test("other runs are not heard, and nothing is listened to afterwards", async () => {
    const { runs, say, end, listeners } = stage();
    const answer = runs.ask(asked);
    say("chat", { ...ref, runId: "other", state: "delta", deltaText: "no" });
    end();
    expect((await answer).text).toBe("");
    expect(listeners.size).toBe(0);
  });

  test("past the bound it refuses, and takes again when one has ended", async () => {
    const { runs, end } = stage({ most: 1 });
    const first = runs.ask(asked);
    await expect(runs.ask(asked)).rejects.toMatchObject({ code: "RATE_LIMITED" });
    end();
    await first;
    const again = runs.ask(asked);
    end();
    await again;
  });

  test("an answer that takes too long is given up and its run stopped", async () => {
    const { runs, calls } = stage({ timeoutMs: 1 });
    await expect(runs.ask(asked)).rejects.toMatchObject({ code: "TIMEOUT" });
    expect(calls).toEqual(["chat.send", "chat.abort"]);
  });

  test("a run that somebody else stopped is told, and not stopped again", async () => {
    const { runs, calls, say } = stage();
    const answer = runs.ask(asked);
    say("chat", { ...ref, state: "aborted" });
    await expect(answer).rejects.toMatchObject({ code: "ABORTED" });
    expect(calls).toEqual(["chat.send"]);
  });
});
