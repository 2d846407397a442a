import { expect, test } from "vitest";
import { matchCommands, parseCommand, SLASH_COMMANDS } from "./slash-commands.ts";

const names = (draft: string) => matchCommands(draft).map(({ name }) => name);

test("a name being typed shows the commands it may become", () => {
  expect(names("/")).toHaveLength(SLASH_COMMANDS.length);
  expect(names("/st")).toEqual(["stop", "status"]);
  expect(names("/STA")).toEqual(["status"]);
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
