import { expect, test } from "vitest";
import { chatHref, logsHref, openedSession, sessionsHref } from "./sessions-route.ts";

const KEY = "agent:main:slack:group/7 ü?#";

test("a key survives the way into an address and back", () => {
  const { pathname, search } = new URL(sessionsHref(KEY, "?group=agent"), "http://localhost");
  expect(openedSession(pathname)).toBe(KEY);
  expect(search).toBe("?group=agent");
});

test("the list alone has no key", () => {
  expect(openedSession("/sessions")).toBeUndefined();
  expect(openedSession("/sessions/")).toBeUndefined();
  expect(sessionsHref(undefined, "?q=x")).toBe("/sessions?q=x");
});

test("an address that someone broke is taken as it is", () => {
  expect(openedSession("/sessions/%E0%A4%A")).toBe("%E0%A4%A");
});

test("links to chat and log keep odd characters apart from their own", () => {
  expect(new URL(chatHref(KEY, "m&1"), "http://localhost").searchParams.get("message")).toBe("m&1");
  expect(new URL(logsHref({ session: KEY }), "http://localhost").searchParams.get("session")).toBe(KEY);
  expect(logsHref({ run: "r1" })).toBe("/logs?run=r1");
});
