// @vitest-environment happy-dom
import { renderHook, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { RpcError } from "@/server/protocol/errors.ts";
import type { Method } from "@/server/protocol/methods.ts";
import { testPage } from "./testing/page.tsx";
import { useApprovals, useDecide } from "./use-approvals.ts";

test("every kind stands in one list, by what expires first, live, and each is decided by the method of its kind", async () => {
  const page = pageOf({ methods: [...METHODS.exec, ...METHODS.plugin, ...METHODS.own] });
  const view = renderHook(() => ({ ...useApprovals(), decide: useDecide() }), { wrapper: page.wrapper });
  await page.greet();
  await waitFor(() => expect(view.result.current.waiting).toHaveLength(2));
  expect(view.result.current.waiting.map(({ id, kind }) => [id, kind])).toEqual([
    ["plugin:b", "plugin"],
    ["a", "exec"],
  ]);
  await page.event("openclaw.approval.requested", change("system-agent:c", 1));
  expect(view.result.current.waiting.map(({ id }) => id)).toEqual(["system-agent:c", "plugin:b", "a"]);
  await page.event("plugin.approval.resolved", { id: "plugin:b", decision: "deny", ts: 1 });
  expect(view.result.current.waiting.map(({ id }) => id)).toEqual(["system-agent:c", "a"]);

  for (const waiting of view.result.current.waiting) await view.result.current.decide(waiting, "deny").catch(() => {});
  expect(
    page.asked.filter(({ method }) => method.endsWith(".resolve")).map(({ method, params }) => [method, params]),
  ).toEqual([
    ["approval.resolve", { id: "system-agent:c", kind: "system-agent", decision: "deny" }],
    ["exec.approval.resolve", { id: "a", decision: "deny" }],
  ]);
});

test("a kind that the gateway lacks is not asked for, and is no fault", async () => {
  const page = pageOf({ methods: METHODS.exec });
  const view = renderHook(useApprovals, { wrapper: page.wrapper });
  await page.greet();
  await waitFor(() => expect(view.result.current.waiting).not.toEqual([]));
  expect(view.result.current.waiting.map(({ id }) => id)).toEqual(["a"]);
  expect(view.result.current.sources).toMatchObject([{ state: "ready", error: undefined }]);
  expect([page.count("plugin.approval.list"), page.count("openclaw.approval.list")]).toEqual([0, 0]);
});

test("one kind that cannot be read is told, and hides none of the others", async () => {
  const page = pageOf({ methods: [...METHODS.exec, ...METHODS.plugin], pluginsFail: true });
  const view = renderHook(useApprovals, { wrapper: page.wrapper });
  await page.greet();
  await waitFor(() => expect(view.result.current.sources[0]?.state).toBe("failed"));
  await waitFor(() => expect(view.result.current.waiting).not.toEqual([]));
  expect(view.result.current.waiting.map(({ id }) => id)).toEqual(["a"]);
  expect(view.result.current.sources[0]?.error?.message).toBe("The disk is full.");
});

const METHODS = {
  exec: ["exec.approval.list", "exec.approval.resolve"],
  plugin: ["plugin.approval.list", "plugin.approval.resolve"],
  own: ["openclaw.approval.list", "approval.resolve"],
} as const satisfies Record<string, readonly Method[]>;

function pageOf({ methods, pluginsFail }: { methods: readonly Method[]; pluginsFail?: boolean }) {
  const status = { state: "ready", since: 1 };
  return testPage({
    "gateways.list": () => ({
      defaultId: "embedded",
      gateways: [{ id: "embedded", name: "Here", kind: "openclaw", status, methods }],
    }),
    "exec.approval.list": () => [{ id: "a", request: { command: "ls" }, ...within(60) }],
    "plugin.approval.list": () => {
      if (pluginsFail) throw new RpcError("STORAGE", "The disk is full.");
      return [{ id: "plugin:b", request: { title: "Send", description: "" }, ...within(30) }];
    },
    "openclaw.approval.list": () => [],
    "exec.approval.resolve": () => ({ ok: true }),
    "approval.resolve": () => ({ applied: true }),
  });
}

function change(id: string, minutes: number) {
  return { id, request: { title: "OpenClaw change", description: "set config x to 1" }, ...within(minutes) };
}

function within(minutes: number) {
  const now = Date.now();
  return { createdAtMs: now, expiresAtMs: now + minutes * 60_000 };
}
