import { expect, test } from "vitest";
import type { ExecApproval } from "@/server/protocol/approvals.ts";
import type { EventFrame } from "@/server/protocol/frames.ts";
import { approvalsAfter } from "./approvals.ts";

const approval = (id: string): ExecApproval => ({ id, request: { command: "ls" }, createdAtMs: 1, expiresAtMs: 2 });

/** Reducers read the name and the payload alone. */
const frame = (event: string, payload: unknown) => ({ type: "event", event, payload }) as unknown as EventFrame;

test("what is asked is added once, what was decided is gone, and anything else changes nothing", () => {
  const after = approvalsAfter("exec.approval");
  const asked = frame("exec.approval.requested", approval("b"));
  const two = after([approval("a")], asked);
  expect(two.map(({ id }) => id)).toEqual(["a", "b"]);
  expect(after(two, asked)).toBe(two);
  expect(after(two, frame("exec.approval.resolved", { id: "a", decision: "deny" }))).toEqual([approval("b")]);
  expect(after(two, frame("exec.approval.resolved", { id: "z", decision: null }))).toBe(two);
  expect(after(two, frame("health", {}))).toBe(two);
  expect(after(two, frame("plugin.approval.requested", approval("c")))).toBe(two);
});
