import { expect, test } from "vitest";
import { controlOf, issuesAt, issuesIn, pathOf, schemaBelow } from "./config-facts.ts";

test("each kind of setting has the control that fits it", () => {
  expect(controlOf({ type: "string" }, false)).toEqual({ kind: "text" });
  expect(controlOf({ type: "string" }, true)).toEqual({ kind: "secret" });
  expect(controlOf({ type: "integer", minimum: 1 }, false)).toEqual({ kind: "number", minimum: 1 });
  expect(controlOf({ anyOf: [{ const: "a" }, { const: "b" }] }, false)).toEqual({
    kind: "choice",
    choices: ["a", "b"],
  });
  expect(controlOf({ type: "string", enum: ["x"] }, false)).toEqual({ kind: "choice", choices: ["x"] });
  expect(controlOf({ anyOf: [{ type: "string" }, { const: "b" }] }, false)).toEqual({ kind: "json" });
  expect(controlOf({ type: "array" }, false)).toEqual({ kind: "json" });
});

test("a setting is asked for its shape only where its part does not tell it", () => {
  const port = { type: "integer", minimum: 1 };
  expect(schemaBelow({ properties: { port } }, { key: "port", type: "integer" })).toBe(port);
  expect(schemaBelow({ type: "object" }, { key: "port", type: "integer" })).toBeUndefined();
  expect(schemaBelow({ type: "object" }, { key: "on", type: "boolean" })).toEqual({ type: "boolean" });
  expect(schemaBelow({}, { key: "either", type: ["boolean", "string"] })).toBeUndefined();
  expect(schemaBelow({ properties: {} }, { key: "toString" })).toBeUndefined();
});

test("an address is a path of keys and positions", () => {
  expect(pathOf(".")).toEqual([]);
  expect(pathOf("hooks.0.name")).toEqual(["hooks", 0, "name"]);
});

test("issues are found at their setting and above it", () => {
  const issues = [{ path: "auth.mode", message: "no" }];
  expect(issuesAt(issues, "auth")).toEqual(issues);
  expect(issuesAt(issues, "au")).toEqual([]);
  expect(issuesIn({ issues: [...issues, { path: 1 }] })).toEqual(issues);
  expect(issuesIn("nothing")).toEqual([]);
});
