import { expect, test } from "vitest";
import { forbiddenBecause, forbiddenParam } from "./node-policy.ts";

test.each([
  ["device.info", [], [], undefined],
  ["device.info", [], ["device.info"], "commands.deny"],
  ["camera.snap", [], [], "commands.allow"],
  ["camera.snap", ["camera.snap"], [], undefined],
  ["camera.snap", ["camera.snap"], ["camera.snap"], "commands.deny"],
  ["worker.launch.v1", ["worker.launch.v1"], [], "between a node and its gateway"],
  ["system.execApprovals.set", ["system.execApprovals.set"], [], "between a node and its gateway"],
])("%s, allowed %j, denied %j", (command, allow, deny, why) => {
  const because = forbiddenBecause(command, { allow, deny });
  if (why === undefined) expect(because).toBeUndefined();
  else expect(because).toContain(why);
});

test("nobody claims that a command line was approved", () => {
  expect(forbiddenParam("system.run", { command: ["ls"], approved: true })).toBe("approved");
  expect(forbiddenParam("system.run", { approvalDecision: "allow-once" })).toBe("approvalDecision");
  expect(forbiddenParam("system.run", { command: ["ls"] })).toBeUndefined();
  expect(forbiddenParam("system.run", null)).toBeUndefined();
  expect(forbiddenParam("camera.snap", { approved: true })).toBeUndefined();
});
