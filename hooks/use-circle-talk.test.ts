import { expect, test } from "vitest";
import type { EventFrame } from "@/server/protocol/frames.ts";
import { wordsAfter } from "./use-circle-talk.ts";

const frame = (payload: object, session = "agent:ada:circle:group:team") =>
  ({ type: "event", event: "chat", gateway: "embedded", payload: { sessionKey: session, ...payload } }) as EventFrame;

test("an agent's words grow, are replaced, and go when its run ends", () => {
  const none = {};
  const first = wordsAfter(none, frame({ state: "delta", deltaText: "Hel" }), "team");
  const second = wordsAfter(first, frame({ state: "delta", deltaText: "lo" }), "team");
  expect(second).toEqual({ ada: "Hello" });
  expect(wordsAfter(second, frame({ state: "delta", deltaText: "Bye", replace: true }), "team")).toEqual({
    ada: "Bye",
  });
  expect(wordsAfter(second, frame({ state: "final" }), "team")).toEqual({});
});

test("what is said elsewhere changes nothing", () => {
  const before = { ada: "Hello" };
  expect(wordsAfter(before, frame({ state: "delta", deltaText: "x" }, "agent:ada:main"), "team")).toBe(before);
  expect(wordsAfter(before, frame({ state: "delta", deltaText: "x" }), "other")).toBe(before);
  expect(wordsAfter(before, frame({ state: "status", phase: "starting_model" }), "team")).toBe(before);
});
