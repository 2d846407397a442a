import { expect, test } from "vitest";
import type { WorkspaceEntry } from "@/server/protocol/workspace.ts";
import { memoriesOf } from "./use-memory.ts";

test("MEMORY.md stands first, then the notes by day, the newest first; the rest is no memory", () => {
  const memories = memoriesOf([
    fileOf("AGENTS.md"),
    fileOf("MEMORY.md"),
    { path: "memory", name: "memory", kind: "directory" },
    fileOf("memory/2026-03-02.md"),
    fileOf("memory/2026-11-20-release.md"),
    fileOf("memory/people.md", Date.UTC(2026, 5, 1)),
    fileOf("memory/data.json"),
  ]);
  expect(memories.map(({ path, day }) => [path, day])).toEqual([
    ["MEMORY.md", undefined],
    ["memory/2026-11-20-release.md", "2026-11-20"],
    ["memory/people.md", "2026-06-01"],
    ["memory/2026-03-02.md", "2026-03-02"],
  ]);
});

function fileOf(path: string, updatedAtMs = 0): WorkspaceEntry {
  return { path, name: path.slice(path.lastIndexOf("/") + 1), kind: "file", size: 1, updatedAtMs };
}
