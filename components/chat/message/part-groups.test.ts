import { expect, test } from "vitest";
import type { AssistantPart, ToolView } from "@/hooks/chat/items.ts";
import { callsOf, failuresOf, groupParts, type Steps } from "./part-groups.ts";

const tool = (id: string, name = "exec", state: ToolView["state"] = "done"): ToolView => ({
  type: "tool",
  id,
  callId: id,
  name,
  args: {},
  state,
  output: "",
  images: [],
  startedAt: undefined,
  durationMs: undefined,
});
const text = (id: string): AssistantPart => ({ type: "text", id, text: id, isStreaming: false });
const thought = (id: string): AssistantPart => ({ type: "thinking", id, text: id, isStreaming: false });
const ids = (parts: readonly AssistantPart[]) => groupParts(parts).map(({ type, id }) => `${type}:${id}`);

test("many calls in a row are taken together, with what was thought between them; few stay as they are", () => {
  const many = [text("a"), tool("1"), thought("t"), tool("2"), tool("3"), tool("4"), text("b")];
  expect(ids(many)).toEqual(["text:a", "steps:1", "text:b"]);
  const few = [tool("1"), thought("t"), tool("2"), tool("3"), text("b"), tool("4")];
  expect(ids(few)).toEqual(["tool:1", "thinking:t", "tool:2", "tool:3", "text:b", "tool:4"]);
  expect(ids([thought("t"), thought("u"), thought("v"), thought("w")])).toHaveLength(4);
  expect(ids([])).toEqual([]);
});

test("they are counted by what they did, most first, and what failed apart", () => {
  const parts = [tool("1", "read"), tool("2"), tool("3"), tool("4", "edit", "error"), tool("5", "a"), tool("6", "b")];
  const [steps] = groupParts(parts) as [Steps];
  expect(callsOf(steps)).toBe("2 exec · 1 read · 1 edit · 1 a · 1 more");
  expect(failuresOf(steps)).toBe(1);
});
