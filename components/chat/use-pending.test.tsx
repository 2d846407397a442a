// @vitest-environment happy-dom
import { render, screen } from "@testing-library/react";
import { act, useRef } from "react";
import { beforeEach, expect, test } from "vitest";
import { dismissInput, MAX_DISMISSED, useDismissedInputs } from "@/hooks/chat/dismissed-inputs.ts";
import { type ChatView, useChat } from "@/hooks/chat/use-chat.ts";
import { testPage } from "@/hooks/testing/page.tsx";
import type { PendingInput } from "@/server/protocol/chat.ts";
import { PendingQueue } from "./composer/pending-queue.tsx";
import { usePending } from "./use-pending.ts";

const input = (id: string, state: PendingInput["state"]): PendingInput => ({
  id,
  runId: id,
  acceptedAt: 1,
  state,
  message: {
    role: "user",
    timestamp: 1,
    content: [
      { type: "text", text: `words of ${id}` },
      { type: "image", data: "AQID", mimeType: "image/png" },
    ],
  },
});

beforeEach(() => localStorage.clear());

function Queue() {
  const chat = useChat("agent:main:main");
  const latest = useRef<ChatView>(chat);
  latest.current = chat;
  return <PendingQueue {...usePending(chat.pendingInputs, { latest, onCancel })} />;
}
const onCancel = () => {};

/** What is dismissed stays so over the tests, as over pages: each has an input of its own. */
async function open(cut: string) {
  const items = [input("waits", "queued"), input(cut, "interrupted"), input("gone", "cancelled")];
  const sent: unknown[] = [];
  const page = testPage({
    "chat.history": () => ({
      sessionId: "s",
      sessionKey: "agent:main:main",
      messages: [],
      pendingInputs: { items, total: items.length },
      deltaCursor: "start",
      hasMore: false,
      totalMessages: 0,
    }),
    "chat.send": (params) => {
      sent.push(params);
      return { runId: "new", status: "started" };
    },
  });
  render(<Queue />, { wrapper: page.wrapper });
  await page.greet();
  await screen.findByText("Interrupted");
  return sent;
}

test("an interrupted message is shown as such, and can be discarded for good", async () => {
  await open("cut");
  expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
    "Queuedwords of waits",
    "Interruptedwords of cut",
  ]);
  act(() => screen.getByRole("button", { name: "Discard “words of cut”" }).click());
  expect(screen.queryByText("Interrupted")).toBeNull();
  expect(JSON.parse(localStorage.getItem("mission-control.dismissed-inputs") ?? "[]")).toContain("cut");
});

test("sent again it goes out with its files, once, and is no longer shown as interrupted", async () => {
  const sent = await open("lost");
  act(() => screen.getByRole("button", { name: "Resend “words of lost”" }).click());
  expect(screen.queryByText("Interrupted")).toBeNull();
  await expect.poll(() => sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({
    message: "words of lost",
    attachments: [{ type: "image", mimeType: "image/png", content: "AQID" }],
  });
});

test("no more than the bound are remembered", () => {
  const seen: number[] = [];
  function Count() {
    seen.push(useDismissedInputs().size);
    return null;
  }
  render(<Count />);
  act(() => {
    for (let n = 0; n <= MAX_DISMISSED; n += 1) dismissInput(`input-${n}`);
  });
  expect(seen.at(-1)).toBe(MAX_DISMISSED);
});
