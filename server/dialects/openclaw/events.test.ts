import { expect, test } from "vitest";
import { type Hearing, MAX_FOLLOWED, subscribe } from "./events.ts";

const NOTHING: Hearing = { scopes: ["operator.read"], caps: [], sessions: false, followed: new Set() };

test("PATH-3: only so many sessions are followed one by one, and one that is left makes room", () => {
  let hearing = NOTHING;
  const follow = (key: string) => {
    hearing = subscribe(hearing, "sessions.messages.subscribe", { key }).hearing;
  };
  for (let number = 0; number < MAX_FOLLOWED; number += 1) follow(`agent:main:${number}`);
  follow("agent:main:7");
  expect(() => follow("agent:main:more")).toThrow(expect.objectContaining({ code: "RATE_LIMITED" }));
  hearing = subscribe(hearing, "sessions.messages.unsubscribe", { key: "agent:main:7" }).hearing;
  follow("agent:main:more");
  expect(hearing.followed.size).toBe(MAX_FOLLOWED);
});
