import { expect, test } from "vitest";
import { RpcError } from "../protocol/errors.ts";
import { readMemories } from "./channel-resources.ts";

const LISTING = [
  { path: "memory/2026-03-02.md", kind: "file", updatedAtMs: 2_000 },
  { path: "memory/old", kind: "directory", updatedAtMs: 9_000 },
  { path: "memory/data.json", kind: "file", updatedAtMs: 9_000 },
];

test("notes that a gateway lists with its workspace only are memory, too", async () => {
  const memories = await readMemories(async (method, params) => {
    switch (method) {
      case "agents.list":
        return { agents: [{ id: "main" }] };
      case "agents.files.list":
        return { files: [{ name: "MEMORY.md", missing: false, updatedAtMs: 1_000 }, { name: "SOUL.md" }] };
      case "agents.workspace.list":
        expect(params).toMatchObject({ agentId: "main", path: "memory" });
        return { entries: LISTING };
      case "agents.files.get":
        return { file: { content: "always", updatedAtMs: 1_000 } };
      default:
        expect([method, params]).toEqual(["agents.workspace.get", { agentId: "main", path: "memory/2026-03-02.md" }]);
        return { file: { content: "a note", updatedAtMs: 2_000 } };
    }
  });
  expect(memories).toEqual([
    { id: "main/memory/2026-03-02.md", date: "2026-03-02", content: "a note", lastModified: 2_000 },
    { id: "main/MEMORY.md", date: "1970-01-01", content: "always", lastModified: 1_000 },
  ]);
});

test("a gateway without notes, or without workspaces, has none; another fault is one", async () => {
  const failing = (code: "NOT_FOUND" | "UNKNOWN_METHOD" | "STORAGE") => async (method: string) => {
    if (method === "agents.list") return { agents: [{ id: "main" }] };
    if (method === "agents.files.list") return { files: [] };
    throw new RpcError(code, "no");
  };
  expect(await readMemories(failing("NOT_FOUND"))).toEqual([]);
  expect(await readMemories(failing("UNKNOWN_METHOD"))).toEqual([]);
  await expect(readMemories(failing("STORAGE"))).rejects.toThrow("no");
});
