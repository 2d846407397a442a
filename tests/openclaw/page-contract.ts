import { randomUUID } from "node:crypto";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { AssistantItem, ChatItem } from "../../hooks/chat/items.ts";
import { type Message, textOf } from "../../server/protocol/messages.ts";
import type { ChatPage } from "../support/chat-page.ts";

/** One gateway that pages look at; the model behind it does what is typed. */
export interface PagePeer {
  open(sessionKey: string): Promise<ChatPage>;
  /** The transcript as the gateway itself has it. */
  transcript(sessionKey: string): Promise<Message[]>;
}

/** Somebody who watched a conversation and somebody who comes afterwards see what the gateway has, each message once. */
export function pageContract(name: string, peer: PagePeer): void {
  describe(`a page that watched: ${name}`, () => {
    test("a run that is steered in the middle of a tool", async () => {
      const { page, sessionKey } = await watched(peer);
      await page.send(slowTool("echo first-step"));
      await page.until((items) => toolOf(items)?.state === "running");
      await page.send("steered words", { queueMode: "steer" });
      await expectOneTruth(peer, page, sessionKey, ["steered words"]);
      expect(answersOf(page)).toContain("You said: steered words");
    });

    test("messages that wait for a run to end", async () => {
      const { page, sessionKey } = await watched(peer);
      await page.send("stream 1500 every 3 ms");
      await page.until((items) => answerOf(items)?.parts.length === 1);
      await page.send("second words", { queueMode: "followup" });
      await page.send("third words", { queueMode: "followup" });
      await page.until(() => page.waiting().length === 2);
      expect(page.waiting()).toEqual(["second words", "third words"]);
      await page.until((items) => items.filter(isDone).length === 3);
      await expectOneTruth(peer, page, sessionKey, ["stream 1500 every 3 ms", "second words", "third words"]);
    });

    test("a run that is stopped in the middle of its words, and what waits for it", async () => {
      const { page, sessionKey } = await watched(peer);
      await page.send("stream 4000 every 5 ms");
      await page.until((items) => answerOf(items)?.parts.length === 1);
      await page.send("never heard", { queueMode: "followup" });
      await page.until(() => page.waiting().includes("never heard"));
      await page.stop();
      await page.until((items) => answerOf(items)?.state === "aborted" && page.waiting().length === 0);
      await expectOneTruth(peer, page, sessionKey, ["stream 4000 every 5 ms"]);
      expect(JSON.stringify(page.items())).not.toContain("never heard");
    });

    test("a command of the gateway, which is answered at once", async () => {
      const { page, sessionKey } = await watched(peer);
      await page.send("stream 3");
      await page.until((items) => answerOf(items)?.state === "done");
      await page.send("/status");
      await page.until((items) => items.filter(({ type }) => type === "assistant").length === 2);
      await expectOneTruth(peer, page, sessionKey, ["stream 3"]);
      expect(answersOf(page)).toMatch(/test-model/);
    });

    test("a run that is stopped in the middle of a tool", async () => {
      const { page, sessionKey } = await watched(peer);
      await page.send(slowTool("echo never-said"));
      await page.until((items) => toolOf(items)?.state === "running");
      await page.stop();
      await page.until((items) => answerOf(items)?.state === "aborted");
      expect(toolOf(page.items())?.state).not.toBe("running");
      await page.send("and then");
      await page.until((items) => answerOf(items)?.state === "done");
      await expectOneTruth(peer, page, sessionKey, ["and then"]);
    });

    test("a run whose provider fails", async () => {
      const { page, sessionKey } = await watched(peer);
      await page.send("fail 400 no such thing");
      await page.until((items) => answerOf(items)?.state === "error");
      expect(answerOf(page.items())?.error?.message).toBeTruthy();
      await page.send("and then");
      await page.until((items) => answerOf(items)?.state === "done");
      await expectOneTruth(peer, page, sessionKey, ["fail 400 no such thing", "and then"]);
    });
  });
}

async function watched(peer: PagePeer): Promise<{ page: ChatPage; sessionKey: string }> {
  const sessionKey = `agent:main:page-${randomUUID()}`;
  const page = await peer.open(sessionKey);
  onTestFinished(() => page.close());
  return { page, sessionKey };
}

/** Long enough that something can be done meanwhile. */
function slowTool(command: string): string {
  return `call exec ${JSON.stringify({ command: `sleep 2; ${command}` })}`;
}

/** How long a gateway may take to store what it has told, in milliseconds. */
const STORED = { timeout: 20_000, interval: 100 };

/**
 * Once nothing goes on any more, the page shows what a page shows that is opened now, and both what the gateway has: it
 * tells the end of a run that is stopped before it has stored what was said.
 * @param words messages of the person that must be there, once
 */
async function expectOneTruth(peer: PagePeer, page: ChatPage, sessionKey: string, words: string[]): Promise<void> {
  await page.until(() => !page.isBusy());
  await vi.waitFor(async () => {
    const own = await peer.transcript(sessionKey);
    const late = await peer.open(sessionKey);
    const shown = late.items();
    late.close();
    expect(page.items()).toEqual(shown);
    expect(idsOf(page)).toEqual(own.map(({ __openclaw: { id } }) => id));
    const asked = own.filter(({ role }) => role === "user").map(textOf);
    for (const each of words) expect(asked.filter((text) => text.includes(each))).toHaveLength(1);
  }, STORED);
}

/** Ids of the stored messages on the screen, in its order. */
function idsOf(page: ChatPage): (string | undefined)[] {
  return page.items().flatMap((item) => {
    if (item.type === "user") return [item.messageId];
    return item.type === "assistant" ? [...item.messageIds] : [];
  });
}

function answerOf(items: readonly ChatItem[]): AssistantItem | undefined {
  return items.findLast((item) => item.type === "assistant");
}

function isDone(item: ChatItem): boolean {
  return item.type === "assistant" && item.state === "done";
}

function toolOf(items: readonly ChatItem[]) {
  return answerOf(items)?.parts.find((part) => part.type === "tool");
}

function answersOf(page: ChatPage): string {
  const parts = page.items().flatMap((item) => (item.type === "assistant" ? item.parts : []));
  return parts.map((part) => (part.type === "text" ? part.text : "")).join("\n");
}
