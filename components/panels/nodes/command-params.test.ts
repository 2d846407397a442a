import { expect, test } from "vitest";
import { commandParams } from "./command-params.ts";

test("params are an object or nothing, and what is wrong with them is said", () => {
  expect(commandParams("  ")).toEqual({ params: undefined });
  expect(commandParams('{"bins": ["git"]}')).toEqual({ params: { bins: ["git"] } });
  expect(commandParams("[1]").error).toContain("between braces");
  expect(commandParams("null").error).toContain("between braces");
  expect(commandParams('{"bins": }').error).toMatch(/^This is no JSON: /);
});
