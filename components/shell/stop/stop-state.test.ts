import { expect, test } from "vitest";
import type { ActiveRun } from "@/server/protocol/system.ts";
import { CONFIRM_WITHIN_MS, stopState } from "./stop-state.ts";

const run: ActiveRun = { runId: "r", sessionKey: "s", agentId: "a", state: "running", startedAt: 0 };

test("a run is stopped when it is over, not when the gateway agreed", () => {
  const accepted = { state: "accepted", at: 1_000 } as const;
  expect(stopState("r", accepted, [run], 1_001)).toEqual({ state: "stopping" });
  expect(stopState("r", accepted, [], 1_001)).toEqual({ state: "stopped" });
});

test("a run that goes on all the same is said to", () => {
  const accepted = { state: "accepted", at: 1_000 } as const;
  expect(stopState("r", accepted, [run], 999 + CONFIRM_WITHIN_MS).state).toBe("stopping");
  expect(stopState("r", accepted, [run], 1_000 + CONFIRM_WITHIN_MS).state).toBe("failed");
});

test("a refusal is said in the gateway's words; a run that nobody asked to stop goes on", () => {
  expect(stopState("r", { state: "refused", message: "No right." }, [run], 0)).toEqual({
    state: "failed",
    message: "No right.",
  });
  expect(stopState("r", { state: "asking" }, [run], 0)).toEqual({ state: "stopping" });
  expect(stopState("r", undefined, [run], 0)).toEqual({ state: "running" });
});
