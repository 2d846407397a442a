import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import type { Message } from "../protocol/messages.ts";
import type { NewMessage, Store } from "./contract.ts";
import { aSession, KEY, user } from "./contract-fixtures.ts";

/** What every message store does. `current` gives the test's own, empty store. */
export function messagesContract(current: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = current();
  });

  describe("messages", () => {
    beforeEach(() => store.sessions.put(aSession(KEY)));

    test("append gives each its seq and keeps it whole", async () => {
      const answer: NewMessage = {
        role: "assistant",
        content: [
          { type: "thinking", thinking: "hm" },
          { type: "text", text: "naïve 🦞 \u2028 text" },
          { type: "toolCall", id: "t", name: "run", arguments: { deep: [1, null] } },
        ],
        timestamp: 2,
        stopReason: "toolUse",
        usage: { input: 1, output: 2, totalTokens: 3 },
        __openclaw: { id: "m2", runId: "r" },
      };
      const appended = await store.messages.append(KEY, [user("m1", "hi", "key-1"), answer]);
      expect(appended).toEqual([withSeq(user("m1", "hi", "key-1"), 1), withSeq(answer, 2)]);
      expect((await store.messages.append(KEY, [user("m3", "more")]))[0]?.__openclaw.seq).toBe(3);
      expect(await store.messages.since(KEY, 0)).toEqual([...appended, withSeq(user("m3", "more"), 3)]);
      expect(await store.messages.append(KEY, [])).toEqual([]);
    });

    test("one is found by id and by idempotency key, within its session only", async () => {
      await store.sessions.put(aSession("other"));
      const [message] = await store.messages.append(KEY, [user("m1", "hi", "key-1")]);
      expect(await store.messages.get(KEY, "m1")).toEqual(message);
      expect(await store.messages.byIdempotencyKey(KEY, "key-1")).toEqual(message);
      expect(await store.messages.get("other", "m1")).toBeUndefined();
      expect(await store.messages.byIdempotencyKey("other", "key-1")).toBeUndefined();
    });

    test("an append that fails stores none of its messages", async () => {
      await store.messages.append(KEY, [user("m1", "hi")]);
      const failing = store.messages.append(KEY, [user("m2", "new"), user("m1", "again")]);
      await expect(failing).rejects.toMatchObject({ code: "CONFLICT" });
      expect(await store.messages.page(KEY, { limit: 9, offset: 0 })).toMatchObject({ total: 1, lastSeq: 1 });
      await expect(store.messages.append("missing", [user("m", "x")])).rejects.toMatchObject({ code: "NOT_FOUND" });
    });

    test("a failing append does not touch those around it", async () => {
      const outcomes = await Promise.allSettled([
        store.messages.append(KEY, [user("m1", "one")]),
        store.messages.append(KEY, [user("m2", "two"), user("m1", "twice")]),
        store.messages.append(KEY, [user("m3", "three")]),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
      expect(idsOf(await store.messages.since(KEY, 0))).toEqual(["m1", "m3"]);
    });

    test("page passes over newer ones and gives the rest oldest first", async () => {
      await store.messages.append(KEY, numbered(10));
      const page = await store.messages.page(KEY, { limit: 3, offset: 2 });
      expect(idsOf(page.messages)).toEqual(["m6", "m7", "m8"]);
      expect(page).toMatchObject({ total: 10, lastSeq: 10 });
      expect((await store.messages.page(KEY, { limit: 3, offset: 10 })).messages).toEqual([]);
      expect(idsOf((await store.messages.page(KEY, { limit: 99, offset: 8 })).messages)).toEqual(["m1", "m2"]);
    });

    test("truncate takes the newest, trim the oldest; seq goes on from the last that stays", async () => {
      await store.messages.append(KEY, numbered(10));
      expect([await store.messages.truncate(KEY, 8), await store.messages.trim(KEY, 4)]).toEqual([3, 3]);
      const [next] = await store.messages.append(KEY, [user("next", "text")]);
      expect(next?.__openclaw.seq).toBe(8);
      expect(await store.messages.page(KEY, { limit: 2, offset: 1 })).toMatchObject({ total: 5, lastSeq: 8 });
      expect(idsOf(await store.messages.since(KEY, 0))).toEqual(["m4", "m5", "m6", "m7", "next"]);
      expect((await store.messages.search({ query: "number9", limit: 9 })).results).toEqual([]);
      expect((await store.messages.search({ query: "number1", limit: 9 })).results).toEqual([]);
      expect((await store.messages.search({ query: "number5", limit: 9 })).results).toHaveLength(1);
    });

    test("seqs of a session are 1..n without a gap, whoever appends at the same time", async () => {
      const appends = fc.array(fc.record({ session: fc.nat(2), size: fc.integer({ min: 1, max: 4 }) }), {
        maxLength: 40,
      });
      let round = 0;
      await fc.assert(
        fc.asyncProperty(appends, async (plan) => {
          round += 1;
          const keys = [0, 1, 2].map((session) => `round ${round} session ${session}`);
          await Promise.all(keys.map((key) => store.sessions.put(aSession(key))));
          const stored = await Promise.all(
            plan.map(({ session, size }, index) => {
              const messages = Array.from({ length: size }, (_, part) => user(`${index}.${part}`, "text"));
              return store.messages.append(keys[session] ?? "", messages);
            }),
          );
          for (const [session, key] of keys.entries()) {
            const acknowledged = stored.filter((_, index) => plan[index]?.session === session).flat();
            const found = await store.messages.since(key, 0);
            expect(found.map((message) => message.__openclaw.seq)).toEqual(found.map((_, index) => index + 1));
            expect(found).toEqual(acknowledged.toSorted((a, b) => a.__openclaw.seq - b.__openclaw.seq));
          }
        }),
        { numRuns: 25 },
      );
    });
  });

  describe("search", () => {
    beforeEach(async () => {
      await store.sessions.put(aSession(KEY));
      await store.sessions.put(aSession("agent:two:main", { agentId: "two" }));
      await store.messages.append(KEY, [
        user("u", "The lobster sails at dawn over the quiet harbour"),
        { ...user("a", "Lobster, lobster: two of them"), role: "assistant" },
        {
          role: "toolResult",
          content: "lobster",
          timestamp: 3,
          toolCallId: "t",
          toolName: "x",
          isError: false,
          __openclaw: { id: "t" },
        },
      ]);
      await store.messages.append("agent:two:main", [user("other", "A lobster elsewhere")]);
    });

    test("finds user and assistant text, best first, matches marked", async () => {
      const { results, truncated } = await store.messages.search({ query: "lobster", agentId: "main", limit: 9 });
      expect(results.map(({ messageId }) => messageId)).toEqual(["a", "u"]);
      expect(results[0]).toMatchObject({
        sessionKey: KEY,
        sessionId: `id of ${KEY}`,
        role: "assistant",
        timestamp: 1,
        snippet: "\u0002Lobster\u0003, \u0002lobster\u0003: two of them",
      });
      expect(results[0]?.score).toBeGreaterThan(results[1]?.score ?? 0);
      expect(truncated).toBe(false);
    });

    test("takes all words, the last one unfinished, and phrases in quotes", async () => {
      const found = async (query: string) =>
        (await store.messages.search({ query, limit: 9 })).results.map(({ messageId }) => messageId);
      expect(await found("dawn lobs")).toEqual(["u"]);
      expect(await found("daw lobster")).toEqual([]);
      expect(await found('"quiet harbour"')).toEqual(["u"]);
      expect(await found('"harbour quiet"')).toEqual([]);
    });

    test("stays within sessions and limit, and says when there is more", async () => {
      const inTwo = await store.messages.search({ query: "lobster", sessionKeys: ["agent:two:main"], limit: 9 });
      expect(inTwo.results.map(({ messageId }) => messageId)).toEqual(["other"]);
      expect((await store.messages.search({ query: "lobster", sessionKeys: [], limit: 9 })).results).toEqual([]);
      const cut = await store.messages.search({ query: "lobster", limit: 1 });
      expect([cut.results.length, cut.truncated]).toEqual([1, true]);
    });

    test("a text that holds the marks cannot pass for a match", async () => {
      await store.messages.append(KEY, [user("spoof", "\u0002not\u0003 a whale")]);
      const { results } = await store.messages.search({ query: "whale", limit: 9 });
      expect(results[0]?.snippet).toBe("not a \u0002whale\u0003");
    });

    test("no query is a syntax error", async () => {
      const syntax = fc.constantFrom(
        '"',
        "*",
        "AND",
        "OR",
        "NOT",
        "NEAR(",
        "(",
        ")",
        "^",
        "-",
        ":",
        "{",
        "\0",
        "text:",
        "a",
      );
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(
            fc.string({ unit: "binary" }),
            fc.array(syntax).map((parts) => parts.join(" ")),
          ),
          async (query) => {
            const { results } = await store.messages.search({ query, limit: 1 });
            expect(results.length).toBeLessThanOrEqual(1);
          },
        ),
        { numRuns: 200 },
      );
    });
  });
}

function numbered(count: number): NewMessage[] {
  return Array.from({ length: count }, (_, index) => user(`m${index + 1}`, `text number${index + 1}`));
}

function withSeq(message: NewMessage, seq: number): Message {
  return { ...message, __openclaw: { ...message.__openclaw, seq } };
}

function idsOf(messages: readonly Message[]): string[] {
  return messages.map((message) => message.__openclaw.id);
}
