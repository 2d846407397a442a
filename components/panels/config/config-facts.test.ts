import { expect, test } from "vitest";
import { controlOf, issuesAt, issuesIn, pathOf } from "./config-facts.ts";

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
