import { FileText, Search, Terminal, Wrench } from "lucide-react";
import { expect, test } from "vitest";
import { readable, summarizeArgs, toolIcon } from "./tool-summary.ts";

test("a call is told in one line by what says most about it", () => {
  expect(summarizeArgs({ command: "ls -la\n  /tmp", timeout: 5 })).toBe("ls -la /tmp");
  expect(summarizeArgs({ limit: 5, levels: ["error"] })).toBe('limit: 5, levels: ["error"]');
  expect(summarizeArgs({})).toBe("");
  expect(summarizeArgs(undefined)).toBe("");
  expect(summarizeArgs("plain")).toBe("plain");
  expect(summarizeArgs({ query: "x".repeat(500) })).toHaveLength(120);
});

test("a call through another tool is told by the tool that is meant, a question by its words", () => {
  const questions = [{ id: "target", question: "Where to?", options: [] }];
  expect(summarizeArgs({ questions, timeoutSeconds: 60 })).toBe("Where to?");
  expect(summarizeArgs({ id: "openclaw:core:ask_user", args: { questions } })).toBe("ask_user Where to?");
  expect(summarizeArgs({ id: "exec", args: {} })).toBe("exec");
  expect(summarizeArgs({ questions: [] })).toBe("questions: []");
});

test("a tool's sign follows its name", () => {
  expect(toolIcon("exec")).toBe(Terminal);
  expect(toolIcon("logs_search")).toBe(Search);
  expect(toolIcon("read_file")).toBe(FileText);
  expect(toolIcon("zzz")).toBe(Wrench);
});

test("JSON is indented, whether it comes as data or as text; other text stays", () => {
  expect(readable({ a: 1 })).toEqual({ text: '{\n  "a": 1\n}', language: "json" });
  expect(readable('{"a":1}')).toEqual({ text: '{\n  "a": 1\n}', language: "json" });
  expect(readable("{not json")).toEqual({ text: "{not json", language: "" });
  expect(readable(undefined)).toEqual({ text: "", language: "json" });
});
