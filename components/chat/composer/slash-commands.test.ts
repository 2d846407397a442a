import { expect, test } from "vitest";
import type { CommandEntry } from "@/server/protocol/commands.ts";
import { matchCommands, parseCommand, SLASH_COMMANDS } from "./slash-commands.ts";

const names = (draft: string) => matchCommands(draft).map(({ name }) => name);

test("a name being typed shows the commands it may become", () => {
  expect(names("/")).toHaveLength(SLASH_COMMANDS.length);
  expect(names("/st")).toEqual(["stop", "status"]);
  expect(names("/STA")).toEqual(["status"]);
});

test("the gateway's own stand after ours, found by their other names too, and none stands twice", () => {
  const command = (name: string, more: Partial<CommandEntry> = {}): CommandEntry => ({
    name,
    description: `does ${name}`,
    source: "native",
    acceptsArgs: false,
    ...more,
  });
  const theirs = [
    command("status"),
    command("tasks"),
    command("btw", { textAliases: ["/btw", "/side"], acceptsArgs: true, args: [{ name: "words", description: "" }] }),
    command("skill_creator", { source: "skill", acceptsArgs: true }),
    command("tasks", { source: "plugin" }),
  ];
  const found = (draft: string) => matchCommands(draft, theirs).map(({ name }) => name);
  expect(found("/")).toEqual([...SLASH_COMMANDS.map(({ name }) => name), "tasks", "btw", "skill_creator"]);
  expect(found("/s")).toEqual(["stop", "status", "btw", "skill_creator"]);
  expect(found("/skill_c")).toEqual(["skill_creator"]);
  expect(matchCommands("/btw", theirs)).toEqual([
    { name: "btw", argument: "words", hint: "does btw", source: "native" },
  ]);
});

test("words, paths and finished commands show none", () => {
  for (const draft of ["", "hello /st", "/st op", "/usr/bin", "/model x", "//"]) expect(names(draft)).toEqual([]);
});

test("a command is one only with what it takes", () => {
  expect(parseCommand(" /stop ")?.command.name).toBe("stop");
  expect(parseCommand("/Model openai/gpt ")).toMatchObject({ command: { name: "model" }, argument: "openai/gpt" });
  expect(parseCommand("/model")).toBeUndefined();
  expect(parseCommand("/stop everything")).toBeUndefined();
});

test("a gateway's own commands go to the gateway", () => {
  expect(parseCommand("/usage")).toBeUndefined();
  expect(parseCommand("not /stop")).toBeUndefined();
});
