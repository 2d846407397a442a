import { expect, test } from "vitest";
import { circleIn } from "../protocol/circles.ts";
import { addressOf, circleKeyOf, forkKeyOf, isCircleKey } from "./session-keys.ts";

test.each([
  ["main", undefined, { key: "agent:main:main", agentId: "main", kind: "direct" }],
  ["Ideas", "bob", { key: "agent:bob:ideas", agentId: "bob", kind: "direct" }],
  [" agent:Bob:main ", undefined, { key: "agent:bob:main", agentId: "bob", kind: "direct" }],
  [
    "agent:bob:slack:channel:C01",
    "bob",
    { key: "agent:bob:slack:channel:c01", agentId: "bob", kind: "group", channel: "slack" },
  ],
  [
    "agent:bob:whatsapp:direct:49%3a1",
    undefined,
    { key: "agent:bob:whatsapp:direct:49%3a1", agentId: "bob", kind: "direct", channel: "whatsapp" },
  ],
  [
    "agent:bob:slack:work:direct:eve",
    undefined,
    { key: "agent:bob:slack:work:direct:eve", agentId: "bob", kind: "direct", channel: "slack" },
  ],
  ["cron:job-1", undefined, { key: "cron:job-1", agentId: "main", kind: "direct" }],
  ["hook:9f", "bob", { key: "hook:9f", agentId: "bob", kind: "direct" }],
])("%s of %s", (raw, agentId, expected) => {
  expect(addressOf(raw, agentId, "main")).toEqual(expected);
});

test.each([
  "",
  "  ",
  "agent:",
  "agent:main",
  "agent:main:",
  "agent::main",
  "agent:../x:main",
  "agent:main:a b",
  "agent:main:a\u0000b",
  "agent:main:a::b",
  "room:1",
  `agent:main:${"x".repeat(512)}`,
])("%j is no key", (raw) => {
  expect(() => addressOf(raw, undefined, "main")).toThrow(expect.objectContaining({ code: "INVALID_REQUEST" }));
});

test("a key that contradicts the agent is refused", () => {
  expect(() => addressOf("agent:bob:main", "eve", "main")).toThrow("belongs to the agent bob");
});

test("a session's circle is read from its key, that of a fork too; what only looks like one is of none", () => {
  const key = circleKeyOf("ada", "vault");
  const fork = forkKeyOf({ key, agentId: "ada" }, "1");
  expect([key, fork].map(circleIn)).toEqual(["vault", "vault"]);
  expect([key, fork].map(isCircleKey)).toEqual([true, false]);
  expect(addressOf(fork, "ada", "main")).toMatchObject({ key: fork, kind: "group", channel: "circle" });
  for (const other of ["agent:ada:main", "agent:ada:slack:group:vault", "agent:ada:circle:direct:vault"]) {
    expect([circleIn(other), isCircleKey(other)]).toEqual([undefined, false]);
  }
  expect(forkKeyOf({ key: "agent:ada:main", agentId: "ada" }, "1")).toBe("agent:ada:fork-1");
});
