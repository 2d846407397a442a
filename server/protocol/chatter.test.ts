import { expect, test } from "vitest";
import { chattySession, isSameScope, MAX_SCOPE, unionOf, wants } from "./chatter.ts";

test.each([
  ["chat", { sessionKey: "s", state: "delta" }, "s"],
  ["chat", { sessionKey: "s", state: "status" }, "s"],
  ["chat", { sessionKey: "s", state: "final" }, undefined],
  ["agent", { sessionKey: "s", stream: "tool" }, "s"],
  ["agent", { sessionKey: "s", stream: "lifecycle" }, undefined],
  ["agent", { stream: "tool" }, undefined],
  ["agent", null, undefined],
  ["session.message", { sessionKey: "s" }, undefined],
])("A-13: %s %j is chatty of %s", (event, payload, session) => {
  expect(chattySession(event, payload)).toBe(session);
});

test.each([
  [["main"], "agent:main:main", true],
  [["main"], "agent:other:main", true],
  [["circle:group:ops"], "agent:a:circle:group:ops", true],
  [["agent:main:main"], "agent:main:main", true],
  [["agent:main:main"], "agent:other:main", false],
  [["main"], "agent:main:domain", false],
  [[], "main", false],
  [[], undefined, true],
])("A-13: whether %j wants %s: %s", (scope, session, wanted) => {
  expect(wants(new Set(scope), session)).toBe(wanted);
});

test("a union is everything that any of the scopes wants, and all of it beyond the bound", () => {
  expect(unionOf([new Set(["a"]), new Set(["b"])])).toEqual(new Set(["a", "b"]));
  expect(unionOf([new Set(["a"]), "all"])).toBe("all");
  const many = Array.from({ length: MAX_SCOPE + 1 }, (_none, at) => String(at));
  expect(unionOf([new Set(many.slice(1))])).toHaveProperty("size", MAX_SCOPE);
  expect(unionOf([new Set(many)])).toBe("all");
  expect(isSameScope(new Set(["a"]), new Set(["b"]))).toBe(false);
  expect(isSameScope("all", new Set())).toBe(false);
});
