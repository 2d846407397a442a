import { expect, test } from "vitest";
import { isAllowed, verdictOn } from "./verdict.ts";

const listed = { version: 1, agents: { main: { allowlist: [{ pattern: "git" }, { pattern: "npm run *" }] } } } as const;
const file = JSON.parse(JSON.stringify(listed));

test.each([
  ["git status", true],
  ["git", true],
  ["npm run build", true],
  ["npm install", false],
  ["gitk", false],
  ["git status; rm -rf .", false],
  ["git log > ../out", false],
  ["npm run $(curl evil)", false],
  ["FOO=1 git status", false],
])("a listed pattern on `%s`: %s", (command, allowed) => {
  expect(verdictOn(file, "main", command).outcome).toBe(allowed ? "allow" : "ask");
});

test("what was allowed for always is that very command", () => {
  const entry = { pattern: "make && ls", commandText: "make && ls" };
  expect([isAllowed(entry, " make && ls "), isAllowed(entry, "make && ls -l")]).toEqual([true, false]);
});

test("an entry that is bound to arguments in a way that is not understood allows nothing", () => {
  expect(isAllowed({ pattern: "git", argPattern: "^status$" }, "git status")).toBe(false);
});

test("a lone star allows nothing by itself", () => {
  expect(isAllowed({ pattern: "*" }, "rm x")).toBe(false);
});

test.each([
  [{ security: "deny", ask: "always" }, "deny"],
  [{ security: "full" }, "allow"],
  [{ security: "full", ask: "always" }, "ask"],
  [{ security: "allowlist", ask: "off" }, "deny"],
  [{}, "ask"],
  [{ security: "surely" }, "deny"],
  [{ security: "full", ask: "sometimes" }, "ask"],
])("rules %j of an agent come to: %s", (rules, outcome) => {
  expect(verdictOn({ version: 1, agents: { main: rules } }, "main", "ls").outcome).toBe(outcome);
  expect(verdictOn({ version: 1, defaults: rules }, "main", "ls").outcome).toBe(outcome);
});
