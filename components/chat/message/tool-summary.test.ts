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
