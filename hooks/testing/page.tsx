import { cleanup, configure } from "@testing-library/react";
import { act, type ReactNode } from "react";
import { afterEach, beforeEach, vi } from "vitest";
import { RpcError } from "@/server/protocol/errors.ts";
import { clientBench } from "@/server/protocol/testing/client-bench.ts";
import type { Greeting } from "@/server/protocol/testing/memory-socket.ts";
import { GatewayProvider } from "../gateway-provider.tsx";

// Only a strict root mounts effects twice, as in development. What is awaited comes late on a busy machine.
configure({ reactStrictMode: true, asyncUtilTimeout: 20_000 });

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  // A fault that hooks report fails the test that caused it.
  vi.stubGlobal("reportError", (error: unknown) => {
    throw error;
  });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

type Answers = { [method: string]: (params: never) => unknown };

/**
 * A page in React's strict mode whose server answers from a table, at once or when the test says so. An answer that
 * throws an RpcError refuses with it.
 */
export function testPage(answers: Answers) {
  const bench = clientBench();
  const asked: { method: string; params: unknown; gateway: string | undefined }[] = [];
  const scopes: unknown[] = [];
  const held: (() => void)[] = [];
  const state: { holds: (method: string) => boolean; seq: number } = { holds: () => false, seq: 0 };

  const serve = () => {
    const socket = bench.socket();
    socket.onSent = (frame) => {
      if (frame.type !== "req") return;
      const { id, method, params, gateway } = frame as unknown as {
        id: string;
        method: string;
        params: never;
        gateway?: string;
      };
      if (method === "events.scope") return void scopes.push((params as { sessions: unknown }).sessions);
      asked.push({ method, params, gateway });
      const reply = () => {
        socket.receive(JSON.parse(JSON.stringify({ type: "res", id, ...answerOf(answers, method, params) })));
      };
      if (state.holds(method)) held.push(reply);
      else queueMicrotask(reply);
    };
  };

  return {
    ...bench,
    asked,
    /** Whose chatty events the page said that it wants, one after another. */
    scopes,
    count: (method: string) => asked.filter((each) => each.method === method).length,
    wrapper: ({ children }: { children: ReactNode }) => (
      <GatewayProvider client={bench.client}>{children}</GatewayProvider>
    ),
    /** Keeps answers back until `release`: all, or those of one method. */
    hold: (only?: string) => {
      state.holds = (method) => only === undefined || method === only;
    },
    release: () =>
      act(async () => {
        state.holds = () => false;
        for (const reply of held.splice(0)) reply();
      }),
    greet: (payload: Greeting = {}) =>
      act(async () => {
        serve();
        bench.socket().greet(payload);
      }),
    event: (event: string, payload: unknown, gateway = "embedded") =>
      act(async () => {
        state.seq += 1;
        bench.socket().event(state.seq, { event, payload, gateway });
      }),
    /** The connection breaks and comes back; what was missed cannot be told. */
    reset: () =>
      act(async () => {
        bench.socket().end(1006);
        bench.clock.pass(1_000);
        serve();
        bench.socket().greet();
        bench.socket().receive({ type: "resume_failed", payload: { gateway: "embedded", reason: "evicted" } });
      }),
    /** Lets timers of the hooks pass. */
    pass: (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms))),
  };
}

function answerOf(answers: Answers, method: string, params: never) {
  const answer = answers[method];
  if (!answer) return { ok: false as const, error: { code: "UNKNOWN_METHOD", message: method } };
  try {
    return { ok: true as const, payload: answer(params) };
  } catch (error) {
    if (error instanceof RpcError) return { ok: false as const, error: error.toShape() };
    throw error;
  }
}
