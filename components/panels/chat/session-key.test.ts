import { expect, test } from "vitest";
import { agentOfKey, chatPath, keyOfPath, nameOf, newKey } from "./session-key.ts";

test("any key survives the address", () => {
  for (const key of ["agent:main:main", "agent:main:slack:group:a/b c?d#e", "cron:nightly", "agent:x:ü%20"]) {
    expect(keyOfPath(chatPath(key))).toBe(key);
  }
  expect(keyOfPath("/chat")).toBeUndefined();
  expect(keyOfPath("/chat/%E0%A4%A")).toBeUndefined();
});

test("a new chat gets a key of its own agent", () => {
  expect(newKey("ops", () => 0.5)).toBe("agent:ops:chat-iiiiiiii");
  expect(agentOfKey(newKey("ops"))).toBe("ops");
  expect(agentOfKey("cron:nightly")).toBeUndefined();
});

test("a session is called as somebody named it, else by what is known", () => {
  expect(nameOf("agent:main:main", { label: "Mine", derivedTitle: "derived" })).toBe("Mine");
  expect(nameOf("agent:main:main", { derivedTitle: "derived" })).toBe("derived");
  expect(nameOf("agent:main:main", undefined)).toBe("Main");
  expect(nameOf("agent:main:chat-abc", null)).toBe("New chat");
  expect(nameOf("agent:main:chat-abc", { lastMessagePreview: "Hello" })).toBe("chat-abc");
  expect(nameOf("agent:main:slack:dm", null)).toBe("slack:dm");
  expect(nameOf("cron:nightly", null)).toBe("cron:nightly");
});
