import { expect, test } from "vitest";
import { RpcError } from "../../protocol/errors.ts";
import { askedAgain } from "./asked-again.ts";

const OVERTAKEN = new RpcError("INVALID_REQUEST", "session changed before chat.send; retry the request", {
  details: { code: "SESSION_MUTATION_AUTHORIZATION_CHANGED", method: "chat.send", sessionKey: "agent:main:main" },
});

test("what a change of the session overtook is asked again, after longer and longer pauses", async () => {
  const { ask, asked, pauses, pause } = gatewayThatRefuses(3, OVERTAKEN);
  expect(await askedAgain(ask, pause)).toBe("done");
  expect(asked()).toBe(4);
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
});

test("a session that never holds still is told as what it is", async () => {
  const { ask, asked, pause } = gatewayThatRefuses(100, OVERTAKEN);
  await expect(askedAgain(ask, pause)).rejects.toBe(OVERTAKEN);
  expect(asked()).toBe(5);
});

test.each([
  "Error: Model catalog is not ready. Retry after Gateway startup or refresh finishes.",
  "WorkerTaskError: Session history database read was revoked: code=unavailable",
])("what the gateway has put away for a moment is asked again: %s", async (message) => {
  const { ask, asked, pause } = gatewayThatRefuses(2, new RpcError("UNAVAILABLE", message));
  expect(await askedAgain(ask, pause)).toBe("done");
  expect(asked()).toBe(3);
});

test("any other refusal is final", async () => {
  const refused = new RpcError("INVALID_REQUEST", "no such session");
  const { ask, asked, pause } = gatewayThatRefuses(1, refused);
  await expect(askedAgain(ask, pause)).rejects.toBe(refused);
  expect(asked()).toBe(1);
});

function gatewayThatRefuses(times: number, error: RpcError) {
  let asked = 0;
  const pauses: number[] = [];
  return {
    pauses,
    pause: async (ms: number) => void pauses.push(ms),
    asked: () => asked,
    ask: async () => {
      asked += 1;
      if (asked <= times) throw error;
      return "done";
    },
  };
}
