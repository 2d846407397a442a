import { expect, test } from "vitest";
import { RpcError } from "../../protocol/errors.ts";
import type { PrincipalInfo } from "../../protocol/frames.ts";
import { Devices, type Knock, MAX_DEVICES, MAX_PENDING, PENDING_MS } from "./devices.ts";

const ADMIN: PrincipalInfo = { id: "admin", name: "Admin", scopes: ["operator.admin"] };
const READER: PrincipalInfo = { id: "reader", name: "Reader", scopes: ["operator.read", "operator.pairing"] };

test("with a full disk nothing is approved, renamed, revoked or removed, and it goes through when there is space", async () => {
  const { devices, disk, ended, changes } = await make();
  const pending = await devices.knock(knock("a"));
  const requestId = pending.state === "pending" ? pending.requestId : "";
  disk.isFull = true;
  await expect(devices.approve(requestId, ADMIN)).rejects.toMatchObject({ code: "STORAGE" });
  expect(devices.list()).toMatchObject({ pending: [{ requestId }], paired: [] });
  disk.isFull = false;
  await devices.approve(requestId, ADMIN);
  const admission = await devices.knock(knock("a"));
  const token = admission.state === "paired" ? admission.token : "";

  disk.isFull = true;
  await expect(devices.rename("a", "Phone")).rejects.toMatchObject({ code: "STORAGE" });
  await expect(devices.revoke("a", "operator")).rejects.toMatchObject({ code: "STORAGE" });
  await expect(devices.rotate("a", "operator")).rejects.toMatchObject({ code: "STORAGE" });
  await expect(devices.remove("a")).rejects.toMatchObject({ code: "STORAGE" });
  expect(devices.list().paired).toMatchObject([{ displayName: "a", tokens: [{ scopes: ["operator.read"] }] }]);
  expect(devices.principalOf(token)).toMatchObject({ id: "device:a" });
  expect(ended).toEqual([]);
  expect(changes).toEqual([]);

  disk.isFull = false;
  await devices.revoke("a", "operator");
  expect(devices.principalOf(token)).toBeUndefined();
  expect(ended).toEqual(["device:a"]);
  await devices.rename("a", "Phone");
  await devices.rotate("a", "operator", []);
  await devices.remove("a");
  expect(changes).toHaveLength(4);
});

test("changes at once do not undo each other, and one request is answered once", async () => {
  const { devices, disk, resolved } = await make();
  const first = await devices.knock(knock("a"));
  const second = await devices.knock(knock("b"));
  if (first.state !== "pending" || second.state !== "pending") throw new Error("nobody was let in yet");
  const answers = await Promise.allSettled([
    devices.approve(first.requestId, ADMIN),
    devices.reject(first.requestId),
    devices.approve(second.requestId, ADMIN),
    devices.rename("a", "Phone"),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
  expect(resolved).toEqual(["approved", "approved"]);
  expect(devices.list().paired.map(({ displayName }) => displayName)).toEqual(["b", "Phone"]);
  expect(disk.kept).toMatchObject([{ deviceId: "b" }, { deviceId: "a", displayName: "Phone" }]);
});

test("when a device left is told at once, and written down with the next change", async () => {
  const { devices, disk, sleep } = await make();
  await letIn(devices, "a");
  await letIn(devices, "b");
  sleep(5);
  devices.seen("a");
  devices.seen("nobody");
  expect(devices.list().paired).toMatchObject([{ deviceId: "a", lastSeenAtMs: 6 }, { deviceId: "b" }]);
  await devices.rename("b", "Phone");
  expect(disk.kept).toMatchObject([{ deviceId: "a", lastSeenAtMs: 6 }, { deviceId: "b" }]);
});

test("so many wait at most, and no longer than five minutes", async () => {
  const { devices, sleep } = await make();
  for (let index = 0; index < MAX_PENDING; index += 1) await devices.knock(knock(`d${index}`));
  await expect(devices.knock(knock("more"))).rejects.toMatchObject({ code: "RATE_LIMITED" });
  expect(await devices.knock(knock("d0"))).toMatchObject({ state: "pending" });
  sleep(PENDING_MS);
  expect(await devices.knock(knock("more"))).toMatchObject({ state: "pending" });
  expect(devices.list().pending).toHaveLength(1);
});

test("so many are let in at most", async () => {
  const { devices } = await make();
  for (let index = 0; index < MAX_DEVICES; index += 1) await letIn(devices, `d${index}`);
  await expect(letIn(devices, "more")).rejects.toMatchObject({ code: "RATE_LIMITED", retryable: false });
  await devices.remove("d0");
  await letIn(devices, "more");
});

test("nobody lets a device in for more than they have", async () => {
  const { devices } = await make();
  const asked = await devices.knock({ ...knock("a"), scopes: ["operator.write"] });
  const requestId = asked.state === "pending" ? asked.requestId : "";
  await expect(devices.approve(requestId, READER)).rejects.toMatchObject({ code: "FORBIDDEN" });
});

async function make() {
  let now = 1;
  const disk: { isFull: boolean; kept: unknown } = { isFull: false, kept: undefined };
  const store = {
    get: async () => disk.kept,
    put: async (_key: string, value: unknown) => {
      if (disk.isFull) throw new RpcError("STORAGE", "The disk is full.");
      disk.kept = value;
    },
  };
  const resolved: string[] = [];
  const ended: string[] = [];
  const changes: string[] = [];
  const devices = await Devices.open({
    store,
    emit: (event, payload) => {
      if (event === "device.pair.changed") changes.push(event);
      if (event === "device.pair.resolved" && "decision" in payload) resolved.push(String(payload.decision));
    },
    clock: () => now,
    onFault: (error) => {
      throw error;
    },
  });
  devices.onEnded((principalId) => void ended.push(principalId));
  return { devices, disk, resolved, ended, changes, sleep: (ms: number) => (now += ms) };
}

async function letIn(devices: Devices, deviceId: string): Promise<void> {
  const asked = await devices.knock(knock(deviceId));
  if (asked.state === "pending") await devices.approve(asked.requestId, ADMIN);
}

function knock(deviceId: string): Knock {
  return { deviceId, publicKey: "key", displayName: deviceId, role: "operator", scopes: ["operator.read"] };
}
