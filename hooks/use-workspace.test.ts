import { expect, test } from "vitest";
import type { GatewayEvents } from "@/server/protocol/events.ts";
import type { EventFrame } from "@/server/protocol/frames.ts";
import { changesFile, changesFolder, endsRun } from "./use-workspace.ts";

test("a folder is another one when something in it changes, or something deeper comes or goes", () => {
  expect(changesFolder(changed("notes/a.md", "changed"), "main", "notes")).toBe(true);
  expect(changesFolder(changed("notes/a.md", "changed"), "main", "")).toBe(false);
  expect(changesFolder(changed("notes/a.md", "created"), "main", "")).toBe(true);
  expect(changesFolder(changed("notes/a.md", "deleted"), "main", "not")).toBe(false);
  expect(changesFolder(changed("a.md", "changed"), "other", "")).toBe(false);
});

test("a file is another one when it, or a folder around it, changes", () => {
  expect(changesFile(changed("notes/a.md", "changed"), "main", "notes/a.md")).toBe(true);
  expect(changesFile(changed("notes", "deleted"), "main", "notes/a.md")).toBe(true);
  expect(changesFile(changed("notes/a.md.bak", "changed"), "main", "notes/a.md")).toBe(false);
});

test("when more happened than is told one by one, everything may be another one", () => {
  const frame = frameOf("workspace.changed", { agentId: "main", changes: [], more: 3 });
  expect(changesFile(frame, "main", "a.md")).toBe(true);
  expect(changesFolder(frame, "main", "notes")).toBe(true);
  expect(changesFile(frameOf("agents.changed", { agentId: "main", reason: "files" }), "main", "a.md")).toBe(true);
});

test("a run's end is told of its own agent only, and only once it is there", () => {
  const ended = (agentId: string, state: "final" | "aborted") =>
    frameOf("chat", { runId: "r", sessionKey: `agent:${agentId}:main`, seq: 1, state });
  expect(endsRun(ended("main", "final"), "main")).toBe(true);
  expect(endsRun(ended("main", "aborted"), "main")).toBe(true);
  expect(endsRun(ended("mainly", "final"), "main")).toBe(false);
  const delta = { runId: "r", sessionKey: "agent:main:main", seq: 1, state: "delta" as const, deltaText: "a" };
  expect(endsRun(frameOf("chat", delta), "main")).toBe(false);
});

function changed(path: string, kind: "created" | "changed" | "deleted"): EventFrame {
  return frameOf("workspace.changed", { agentId: "main", changes: [{ path, kind }] });
}

function frameOf<Name extends "workspace.changed" | "agents.changed" | "chat">(
  event: Name,
  payload: GatewayEvents[Name],
): EventFrame {
  return { type: "event", event, payload, gateway: "embedded", seq: 1, epoch: "e" };
}
