import { expect, test } from "vitest";
import type { TerminalApproval } from "@/server/protocol/approvals.ts";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import { HISTORY_LIMIT, mergeHistory } from "./use-approval-history.ts";

test("the decisions of all gateways stand in one list, newest first, each with its gateway", () => {
  const merged = mergeHistory([
    { gateway: gateway("embedded"), data: { items: [decision(40), decision(10)] } },
    { gateway: gateway("away"), data: undefined },
    { gateway: gateway("remote"), data: { items: [decision(30), decision(20)] } },
  ]);
  expect(merged.map(({ resolvedAtMs, gateway: { id } }) => `${resolvedAtMs} ${id}`)).toEqual([
    "40 embedded",
    "30 remote",
    "20 remote",
    "10 embedded",
  ]);
});

test("no more are shown than were asked of each gateway: what is shown has no gaps", () => {
  const items = (from: number) => Array.from({ length: HISTORY_LIMIT }, (_, index) => decision(from - index));
  const merged = mergeHistory([
    { gateway: gateway("old"), data: { items: items(5_000) } },
    { gateway: gateway("new"), data: { items: items(9_000), nextCursor: "more" } },
  ]);
  expect(merged).toHaveLength(HISTORY_LIMIT);
  expect(merged.every(({ gateway: { id } }) => id === "new")).toBe(true);
});

function gateway(id: string): GatewayInfo {
  return { id, name: id, kind: "embedded", status: { state: "ready", since: 0 } };
}

function decision(resolvedAtMs: number): TerminalApproval {
  return {
    id: `approval-${resolvedAtMs}`,
    urlPath: "/approvals",
    createdAtMs: 0,
    expiresAtMs: 0,
    resolvedAtMs,
    presentation: { kind: "exec", commandText: "ls", allowedDecisions: ["allow-once", "deny"] },
    status: "denied",
    decision: "deny",
    reason: "user",
  };
}
