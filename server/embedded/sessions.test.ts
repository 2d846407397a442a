import { expect, test } from "vitest";
import { textOf } from "../protocol/messages.ts";
import { MAIN_KEY, openTestGateway, type TestGateway } from "./testing/gateway.ts";
import { answerWith, gate, stopped } from "./testing/scripted-runner.ts";

async function say(t: TestGateway, words: string, sessionKey = "main") {
  const { runId } = await t.send(words, { sessionKey, idempotencyKey: `${sessionKey} ${words}` });
  await t.ended(runId);
}

async function texts(t: TestGateway, sessionKey = "main") {
  return (await t.call("chat.history", { sessionKey })).messages.map(textOf);
}

test("list: pages, filters, and leaves out what was not asked for", async () => {
  const t = await openTestGateway();
  await t.call("agents.create", { name: "Bob" });
  for (const key of ["a", "b", "c"]) await say(t, `About ${key}`, key);
  await say(t, "Bob's", "agent:bob:main");
  await t.call("sessions.patch", { key: "a", pinned: true });
  await t.call("sessions.patch", { key: "b", archived: true });

  const first = await t.call("sessions.list", { limit: 2 });
  expect(first).toMatchObject({ count: 2, totalCount: 3, nextOffset: 2, hasMore: true });
  expect(first.sessions[0]).toMatchObject({ key: "agent:main:a", pinned: true, derivedTitle: "About a" });
  const rest = await t.call("sessions.list", { limit: 2, offset: 2 });
  expect(rest).toMatchObject({ count: 1, nextOffset: null, hasMore: false });
  const keys = async (params: Parameters<typeof t.call<"sessions.list">>[1]) =>
    (await t.call("sessions.list", params)).sessions.map(({ key }) => key);
  expect(await keys({ agentId: "bob" })).toEqual(["agent:bob:main"]);
  expect(await keys({ archived: true })).toEqual(["agent:main:b"]);
  expect(await keys({ search: "ABOUT C" })).toEqual(["agent:main:c"]);
  expect(await keys({ activeMinutes: 5, archived: "all" })).toHaveLength(4);
  const bare = await t.call("sessions.list", { includeDerivedTitles: false, includeLastMessage: false });
  expect(Object.keys(bare.sessions[0] ?? {})).not.toContain("derivedTitle");
  expect(JSON.stringify(bare)).not.toContain("lastMessagePreview");
});

test("create: with a key or without one, once for one idempotencyKey, for known agents only", async () => {
  const t = await openTestGateway();
  const made = await t.call("sessions.create", { key: "Plans", label: "My plans", model: "owl", thinkingLevel: "low" });
  expect(made).toMatchObject({
    key: "agent:main:plans",
    entry: {
      label: "My plans",
      displayName: "My plans",
      model: "test/owl",
      contextTokens: 2_000,
      thinkingLevel: "low",
    },
  });
  expect((await t.call("sessions.create", { key: "plans", label: "Other" })).entry.label).toBe("My plans");
  const both = await Promise.all([1, 2].map(() => t.call("sessions.create", { idempotencyKey: "k" })));
  expect(both[0]?.key).toBe(both[1]?.key);
  expect((await t.call("sessions.create", {})).key).not.toBe((await t.call("sessions.create", {})).key);
  await expect(t.call("sessions.create", { agentId: "nobody" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(t.call("sessions.create", { model: "x/y" })).rejects.toMatchObject({ code: "INVALID_REQUEST" });
});

test("patch: sets and clears, says so, and clears unread", async () => {
  const t = await openTestGateway();
  await say(t, "Hi");
  const { entry } = await t.call("sessions.patch", { key: "main", label: " Name ", category: "Work", unread: false });
  expect(entry).toMatchObject({ label: "Name", displayName: "Name", category: "Work", unread: false });
  const cleared = await t.call("sessions.patch", { key: "main", label: null, category: null, model: null });
  expect(cleared.entry).toMatchObject({ displayName: "Hi", model: "test/parrot" });
  expect(cleared.entry.label).toBeUndefined();
  expect(t.heard("sessions.changed").at(-1)).toMatchObject({ reason: "patch", session: { displayName: "Hi" } });
  await expect(t.call("sessions.patch", { key: "nowhere", pinned: true })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("reset: ends what goes on, empties the transcript, keeps what a person set", async () => {
  const t = await openTestGateway({
    script: async function* (request) {
      yield { type: "text", delta: "Never kept" };
      await stopped(request);
      yield { type: "end", stopReason: "aborted" };
    },
  });
  await t.send("One");
  await t.send("Two");
  await t.call("sessions.patch", { key: "main", label: "Mine" });
  const before = (await t.call("sessions.describe", { key: "main" })).session;
  const { entry } = await t.call("sessions.reset", { key: "main" });
  expect(entry).toMatchObject({ label: "Mine", messageCount: 0, unread: false, hasActiveRun: false });
  expect(entry.sessionId).not.toBe(before?.sessionId);
  expect(entry.derivedTitle).toBeUndefined();
  expect(await texts(t)).toEqual([]);
  expect(["run-1", "run-2"].map((id) => t.chat(id).at(-1)?.state)).toEqual(["aborted", "aborted"]);
  expect(t.heard("sessions.changed").at(-1)).toMatchObject({ reason: "reset" });
  t.runner.script = answerWith("Fresh.");
  await say(t, "Three");
  expect(t.runner.requests.at(-1)?.history.map(textOf)).toEqual(["Three"]);
});

test("a message sent while the session is being reset is answered in the fresh one", async () => {
  const t = await openTestGateway();
  await say(t, "Old");
  const [, sent] = await Promise.all([t.call("sessions.reset", { key: "main" }), t.send("New")]);
  await t.ended(sent.runId);
  const all = await texts(t);
  expect(all.slice(-2)).toEqual(["New", "Hello there."]);
  expect(all).not.toContain("Old");
});

test("delete: ends what goes on and takes the transcript along", async () => {
  const hold = gate();
  const t = await openTestGateway({
    script: async function* (request) {
      await Promise.race([hold.opened, stopped(request)]);
      yield { type: "end", stopReason: "aborted" };
    },
  });
  await t.send("One");
  await expect(t.call("sessions.delete", { key: "main" })).resolves.toEqual({
    ok: true,
    key: MAIN_KEY,
    deleted: true,
    archived: [],
  });
  expect(t.chat("run-1").at(-1)).toMatchObject({ state: "aborted" });
  expect((await t.call("sessions.describe", { key: "main" })).session).toBeNull();
  expect(t.heard("sessions.changed").at(-1)).toEqual({
    sessionKey: MAIN_KEY,
    reason: "delete",
    ts: expect.any(Number),
  });
  await expect(t.call("sessions.delete", { key: "main" })).resolves.toMatchObject({ deleted: false });
  await expect(t.call("sessions.delete", { key: "main", deleteTranscript: false })).rejects.toMatchObject({
    code: "INVALID_REQUEST",
  });
});

test("compact: the newest stay, a tool's result with its call", async () => {
  const t = await openTestGateway();
  for (const words of ["1", "2", "3"]) await say(t, words);
  const tool = { toolCallId: "c", toolName: "x", isError: false, content: "ok" };
  await t.store.messages.append(MAIN_KEY, [
    {
      role: "assistant",
      content: [{ type: "toolCall", id: "c", name: "x", arguments: {} }],
      timestamp: 1,
      __openclaw: { id: "call" },
    },
    { role: "toolResult", ...tool, timestamp: 1, __openclaw: { id: "result" } },
    { role: "assistant", content: "Done", timestamp: 1, __openclaw: { id: "done" } },
  ]);
  const result = await t.call("sessions.compact", { key: "main", keep: 2 });
  expect(result).toMatchObject({ compacted: true, kept: 3 });
  const { messages, sessionInfo } = await t.call("chat.history", { sessionKey: "main" });
  expect(messages.map(({ role }) => role)).toEqual(["assistant", "toolResult", "assistant"]);
  expect(sessionInfo).toMatchObject({ messageCount: 3, lastMessagePreview: "Done" });
  await expect(t.call("sessions.compact", { key: "main" })).resolves.toMatchObject({ compacted: false, kept: 3 });
});

test("compact while a run goes on is a CONFLICT", async () => {
  const hold = gate();
  const t = await openTestGateway({
    script: async function* () {
      await hold.opened;
      yield { type: "end", stopReason: "stop" };
    },
  });
  await t.send("Hi");
  await expect(t.call("sessions.compact", { key: "main" })).rejects.toMatchObject({ code: "CONFLICT" });
  hold.open();
});

test("search: finds words in all transcripts, or in those named", async () => {
  const t = await openTestGateway();
  await say(t, "The zebra crosses", "a");
  await say(t, "A zebra again", "b");
  expect((await t.call("sessions.search", { query: "zebra" })).results).toHaveLength(2);
  const { results } = await t.call("sessions.search", { query: "zebra", sessionKeys: ["b"] });
  expect(results).toMatchObject([
    { sessionKey: "agent:main:b", role: "user", snippet: expect.stringContaining("zebra") },
  ]);
});

test("fork: the transcript up to a message in a session of its own", async () => {
  const t = await openTestGateway();
  await say(t, "One");
  await say(t, "Two");
  const { messages } = await t.call("chat.history", { sessionKey: "main" });
  const { key } = await t.call("sessions.fork", { key: "main", messageId: messages[1]?.__openclaw.id });
  expect(await texts(t, key)).toEqual(["One", "Hello there."]);
  expect((await t.call("sessions.describe", { key })).session).toMatchObject({ label: "One (fork)", messageCount: 2 });
  await say(t, "Instead", key);
  expect(t.runner.requests.at(-1)?.history.map(textOf)).toEqual(["One", "Hello there.", "Instead"]);
  expect(await texts(t)).toHaveLength(4);
  const whole = await t.call("sessions.fork", { key: "main", label: "All" });
  expect(await texts(t, whole.key)).toHaveLength(4);
  await expect(t.call("sessions.fork", { key: "main", messageId: "gone" })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  await expect(t.call("sessions.fork", { key: "nowhere" })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("rewind: a message and all after it are gone, so that it can be sent again", async () => {
  const t = await openTestGateway();
  await say(t, "One");
  await say(t, "Twoo");
  const { messages } = await t.call("chat.history", { sessionKey: "main" });
  const messageId = messages[2]?.__openclaw.id ?? "";
  await expect(t.call("sessions.rewind", { key: "main", messageId })).resolves.toMatchObject({ removed: 2 });
  await say(t, "Two");
  expect(await texts(t)).toEqual(["One", "Hello there.", "Two", "Hello there."]);
  await expect(t.call("sessions.rewind", { key: "main", messageId })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
