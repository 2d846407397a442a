import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openTestGateway } from "./testing/gateway.ts";

test("words are found in MEMORY.md and in notes, the best places first, and nowhere else", async () => {
  const { call, home } = await openTestGateway();
  const folder = join(home, "agents/main/workspace");
  await mkdir(join(folder, "memory"));
  await writeFile(join(folder, "MEMORY.md"), "# Memory\n\nThe release goes out on Tuesday.\n");
  await writeFile(join(folder, "memory/2026-03-02.md"), "a\nb\nTuesday is for the Café release\nc\nd\n");
  await writeFile(join(folder, "notes.md"), "release tuesday cafe\n");

  const found = await call("memory.search", { query: "cafe RELEASE tuesday" });
  expect(found).toMatchObject({ agentId: "main", provider: "none", searchMode: "text" });
  expect(found.results).toMatchObject([
    { path: "memory/2026-03-02.md", startLine: 2, endLine: 4, score: 1, source: "memory" },
    { path: "MEMORY.md", score: 2 / 3 },
  ]);
  expect(found.results[0]?.snippet).toBe("b\nTuesday is for the Café release\nc");

  const best = await call("memory.search", { query: "cafe release", maxResults: 1 });
  expect(best.results).toHaveLength(1);
  expect((await call("memory.search", { query: "cafe release", minScore: 0.9 })).results).toHaveLength(1);
  expect((await call("memory.search", { query: "nothing-like-it" })).results).toEqual([]);
  await expect(call("memory.search", { query: "?!" })).rejects.toMatchObject({ code: "INVALID_REQUEST" });
});
