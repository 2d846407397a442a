import { expect, test } from "vitest";
import type { PairedDevice } from "../../protocol/devices.ts";
import { Nodes } from "./nodes.ts";

test("nodes that are connected stand first, the others by name; operators' devices are none", () => {
  const { nodes } = make([
    device("b", "Barn"),
    device("a", "Attic"),
    device("c", "Cellar"),
    device("o", "Phone", "operator"),
  ]);
  nodes.join("c", {});
  expect(nodes.list().map(({ displayName, connected }) => [displayName, connected])).toEqual([
    ["Cellar", true],
    ["Attic", false],
    ["Barn", false],
  ]);
});

test("what a node says of itself now counts, but it can do no more than it was let in with", () => {
  const { nodes } = make([{ ...device("a", "Attic"), caps: ["camera"], commands: ["camera.snap", "camera.clip"] }]);
  expect(nodes.describe("a")).toMatchObject({ commands: ["camera.clip", "camera.snap"] });
  nodes.join("a", {
    version: "2",
    platform: "ios",
    caps: ["camera", "screen"],
    commands: ["system.run", "camera.snap"],
  });
  expect(nodes.describe("a")).toMatchObject({
    version: "2",
    platform: "ios",
    caps: ["camera"],
    commands: ["camera.snap"],
    connectedAtMs: 7,
    lastSeenReason: "connect",
  });
});

test("a node is here as long as one of its connections is, and was seen when each of them went", () => {
  const { nodes, seen } = make([device("a", "Attic")]);
  const leaveFirst = nodes.join("a", { version: "1" });
  const leaveSecond = nodes.join("a", { version: "2" });
  expect(nodes.describe("a")).toMatchObject({ version: "2" });
  leaveSecond();
  leaveSecond();
  expect(nodes.describe("a")).toMatchObject({ version: "1", connected: true });
  leaveFirst();
  expect(nodes.describe("a").connected).toBe(false);
  expect(seen).toEqual(["a", "a"]);
});

test("an unknown node is not found", () => {
  expect(() => make([]).nodes.describe("a")).toThrow(expect.objectContaining({ code: "NOT_FOUND" }));
});

function make(paired: PairedDevice[]) {
  const seen: string[] = [];
  const devices = { list: () => ({ pending: [], paired }), seen: (deviceId: string) => void seen.push(deviceId) };
  return { nodes: new Nodes({ devices, clock: () => 7 }), seen };
}

function device(deviceId: string, displayName: string, role: PairedDevice["role"] = "node"): PairedDevice {
  return { deviceId, displayName, role, publicKey: "key", scopes: [], tokens: [], createdAtMs: 1, approvedAtMs: 2 };
}
