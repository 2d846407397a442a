import { expect, test } from "vitest";
import { folderHref, folderRoute } from "./folder-route.ts";

test("an address says the agent and the path, and is made of them", () => {
  expect(folderRoute("/workspace")).toEqual({ agentId: undefined, path: undefined });
  expect(folderRoute("/workspace/main/")).toEqual({ agentId: "main", path: undefined });
  const href = folderHref("workspace", "main", "notes/50 %?.md");
  expect(href).toBe("/workspace/main/notes/50%20%25%3F.md");
  expect(folderRoute(href)).toEqual({ agentId: "main", path: "notes/50 %?.md" });
  expect(folderRoute("/memory/main/50%")).toEqual({ agentId: "main", path: "50%" });
});
