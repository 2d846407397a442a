import { expect, test } from "vitest";
import { previewOf, secondLineOf, titleOf } from "./session-title.ts";

test("a person's own name for it wins, then what was derived, then what its key says", () => {
  expect(titleOf({ key: "k", label: "L", derivedTitle: "D", displayName: "N" })).toBe("L");
  expect(titleOf({ key: "k", label: "", derivedTitle: "D", displayName: "N" })).toBe("D");
  expect(titleOf({ key: "k", displayName: "N" })).toBe("N");
  expect(titleOf({ key: "k" })).toBe("k");
  expect(titleOf({ key: "agent:ops:main" })).toBe("Main");
  expect(titleOf({ key: "agent:ops:slack:dm" })).toBe("slack:dm");
  expect(titleOf({ key: "cron:nightly" })).toBe("cron:nightly");
});

test("what was derived is read without its marks of Markdown, a person's own name as it was given", () => {
  expect(titleOf({ key: "k", derivedTitle: "**Monday** is `fine`" })).toBe("Monday is fine");
  expect(titleOf({ key: "k", label: "**L**", derivedTitle: "D" })).toBe("**L**");
  expect(titleOf({ key: "k", derivedTitle: "# " })).toBe("k");
});

test.each([
  ["**The gateway is well.** 4 runs", "The gateway is well. 4 runs"],
  ["## Title\n\n- one `x`\n- two", "Title one x two"],
  ["2 * 3 ** 4 is a_b_c and __init__", "2 * 3 ** 4 is a_b_c and init"],
  ["times in UTC: ```log 2026 ready ```", "times in UTC: 2026 ready"],
  ["", ""],
])("%j reads %j", (lastMessagePreview, shown) => {
  expect(previewOf({ lastMessagePreview })).toBe(shown);
});

test("a session is called empty only where nothing was said", () => {
  expect(secondLineOf({ lastMessagePreview: "**Hi**", messageCount: 2 })).toBe("Hi");
  expect(secondLineOf({ messageCount: 2 })).toBe("2 messages");
  expect(secondLineOf({ lastRunId: "r" })).toBe("");
  expect(secondLineOf({})).toBe("No messages yet");
});
