import { expect, test } from "vitest";
import { ChatAbortParams, ChatSendParams } from "../protocol/schema/chat.ts";
import { HealthParams } from "../protocol/schema/system.ts";
import { createRegistry, method } from "./registry.ts";

const context = { principal: { id: "t", name: "t", scopes: [] } };
const toAll = () => true;
const registry = createRegistry(
  [
    {
      "chat.send": method(ChatSendParams, ({ idempotencyKey }) => ({ runId: idempotencyKey, status: "ok" as const })),
      "chat.abort": method(ChatAbortParams, () => ({ ok: true as const, aborted: false, runIds: [] })),
    },
  ],
  toAll,
);
const good = { sessionKey: "main", message: "hi", idempotencyKey: "k" };

test("params that fit reach the handler", async () => {
  await expect(registry.call("chat.send", good, context)).resolves.toEqual({ runId: "k", status: "ok" });
});

test.each([
  ["a missing field", { sessionKey: "main", message: "hi" }, "idempotencyKey", "is missing"],
  ["a field of another type", { ...good, message: 7 }, "message", "must be string"],
  ["a misspelt field", { ...good, mesage: "hi" }, "mesage", "is not a known field"],
  ["a value that is not allowed", { ...good, queueMode: "later" }, "queueMode", "none of the allowed values"],
  ["a number too small", { ...good, timeoutMs: 5 }, "timeoutMs", ">= 1000"],
  [
    "a field inside of a list",
    { ...good, attachments: [{}, { mime: "x" }] },
    "attachments.1.mime",
    "not a known field",
  ],
])("%s is INVALID_REQUEST and named", async (_what, params, field, problem) => {
  await expect(registry.call("chat.send", params, context)).rejects.toMatchObject({
    code: "INVALID_REQUEST",
    message: expect.stringContaining(`"${field}"`),
    details: { field },
  });
  await expect(registry.call("chat.send", params, context)).rejects.toThrow(problem);
});

test("params that are no object are INVALID_REQUEST", async () => {
  await expect(registry.call("chat.send", "hi", context)).rejects.toMatchObject({ code: "INVALID_REQUEST" });
});

test("params may be left out where none are needed", async () => {
  const small = createRegistry([{ "system-presence": method(HealthParams, () => []) }], toAll);
  await expect(small.call("system-presence", undefined, context)).resolves.toEqual([]);
});

test("an unknown method is UNKNOWN_METHOD, also one that objects have", async () => {
  for (const name of ["nope", "toString", "constructor"]) {
    await expect(registry.call(name, {}, context)).rejects.toMatchObject({ code: "UNKNOWN_METHOD" });
  }
});

test("a method has one handler", () => {
  const entry = { "system-presence": method(HealthParams, () => []) };
  expect(() => createRegistry([entry, entry], toAll)).toThrow("system-presence has two handlers");
});
