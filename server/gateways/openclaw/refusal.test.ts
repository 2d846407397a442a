import { expect, test } from "vitest";
import { codeOf } from "./refusal.ts";

/** As OpenClaw 2026.9.6 says them. */
test.each([
  ["unknown method: no.such.method", "UNKNOWN_METHOD"],
  ["config changed since last load; re-run config.get and retry", "CONFLICT"],
  ["exec approvals changed since last load; re-run exec.approvals.get and retry", "CONFLICT"],
  ['agent file "SOUL.md" changed since it was read', "CONFLICT"],
  ['agent "main" already exists', "CONFLICT"],
  ["label already in use: Orchard", "CONFLICT"],
  ["invalid sessions.search params: at /limit: must be <= 25", "INVALID_REQUEST"],
])("%s", (message, code) => {
  expect(codeOf({ code: "INVALID_REQUEST", message })).toBe(code);
});

test("details tell a conflict whatever the words are; other codes stay as they are", () => {
  const details = { type: "agent_file_conflict", name: "SOUL.md" };
  expect(codeOf({ code: "INVALID_REQUEST", message: "no", details })).toBe("CONFLICT");
  expect(codeOf({ code: "UNAVAILABLE", message: "unknown method", details })).toBe("UNAVAILABLE");
});
