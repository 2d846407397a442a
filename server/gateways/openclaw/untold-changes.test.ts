import { expect, test } from "vitest";
import { untoldChange } from "./untold-changes.ts";

test("changes of agents and of the configuration become events; what is only read does not", () => {
  expect(untoldChange("agents.create", { name: "Scout" }, { ok: true, agentId: "scout" })).toEqual({
    event: "agents.changed",
    payload: { agentId: "scout", reason: "create" },
  });
  expect(untoldChange("agents.files.set", { agentId: "main", name: "SOUL.md" }, { ok: true })).toMatchObject({
    payload: { agentId: "main", reason: "files" },
  });
  expect(untoldChange("config.set", { raw: "{}" }, { ok: true, hash: "h" })).toEqual({
    event: "config.changed",
    payload: { hash: "h", needRestart: [] },
  });
  expect(untoldChange("agents.list", {}, { agents: [] })).toBeUndefined();
  expect(untoldChange("agents.create", {}, null)).toBeUndefined();
});
