import { expect, test } from "vitest";
import { untoldChange } from "./untold-changes.ts";

test("changes of agents, accounts, devices, rules and the configuration become events; what is only read does not", () => {
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
  expect(untoldChange("channels.stop", { channel: "telegram", accountId: "default" }, { stopped: true })).toEqual({
    event: "channels.changed",
    payload: { channel: "telegram", accountId: "default" },
  });
  expect(untoldChange("channels.logout", { channel: "telegram" }, {})?.payload).toEqual({ channel: "telegram" });
  for (const method of ["channels.pairing.approve", "channels.pairing.dismiss"]) {
    const params = { channel: "telegram", accountId: "work", requestId: "r" };
    expect(untoldChange(method, params, { requestId: "r" })).toEqual({
      event: "channels.changed",
      payload: { channel: "telegram", accountId: "work" },
    });
  }
  for (const method of ["device.pair.remove", "device.token.rotate", "device.token.revoke"]) {
    expect(untoldChange(method, { deviceId: "d" }, {})).toEqual({ event: "device.pair.changed", payload: {} });
  }
  for (const method of ["models.authSetApiKey", "models.authLogout"]) {
    const params = { provider: "anthropic", apiKey: "not to be told" };
    const event = { event: "models.changed", payload: { provider: "anthropic" } };
    expect(untoldChange(method, params, {})).toEqual(event);
  }
  expect(untoldChange("exec.approvals.set", { file: {} }, {})?.event).toBe("exec.approvals.changed");
  const revoked = untoldChange("exec.approval.grants.revoke", { grantId: "g" }, { outcome: "revoked" });
  expect(revoked?.event).toBe("exec.approvals.changed");
  expect(untoldChange("device.pair.rename", { deviceId: "d", label: "Phone" }, {})).toBeUndefined();
  expect(untoldChange("agents.list", {}, { agents: [] })).toBeUndefined();
  expect(untoldChange("agents.create", {}, null)).toBeUndefined();
});
