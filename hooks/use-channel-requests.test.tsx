// @vitest-environment happy-dom
import { renderHook, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import type { ChannelPairingRequest, ChannelsPairingListResult } from "@/server/protocol/channels.ts";
import type { Scope } from "@/server/protocol/frames.ts";
import { testPage } from "./testing/page.tsx";
import { useChannelRequests } from "./use-channel-requests.ts";

const METHOD = "channels.pairing.list";
const ACCOUNT = { channel: "telegram", channelLabel: "Telegram", accountId: "default", notifySupported: true };
const LIMITS = { pendingPerAccount: 3, ttlMs: 3_600_000 };

test("who waits is told, the one who has waited longest first; whose time is over is not", async () => {
  const requests = [requestOf("late", 50), requestOf("early", 10), requestOf("over", -1)];
  const { page, result } = shown({ accounts: [ACCOUNT], requests, commandOwnerConfigured: false, limits: LIMITS });
  await page.greet(may("operator.read", "operator.pairing"));
  await waitFor(() => expect(result.current.waiting.map(({ requestId }) => requestId)).toEqual(["early", "late"]));
  expect(result.current.lacksOwner).toBe(true);
});

test("the gateway's health is taken for news where an account asks before it lets people in", async () => {
  const answer = { accounts: [ACCOUNT], requests: [], commandOwnerConfigured: true, limits: LIMITS };
  const asking = shown(answer);
  await asking.page.greet(may("operator.read", "operator.pairing"));
  await waitFor(() => expect(asking.page.count(METHOD)).toBeGreaterThan(0));
  const before = asking.page.count(METHOD);
  await asking.page.event("health", {});
  await waitFor(() => expect(asking.page.count(METHOD)).toBeGreaterThan(before));
});

test("where nobody is asked about first, the gateway's health is no reason to read again", async () => {
  vi.useFakeTimers();
  const { page } = shown({ accounts: [], requests: [], commandOwnerConfigured: true, limits: LIMITS });
  await page.greet(may("operator.read", "operator.pairing"));
  await page.pass(5_000);
  const before = page.count(METHOD);
  expect(before).toBeGreaterThan(0);
  await page.event("health", {});
  await page.pass(5_000);
  expect(page.count(METHOD)).toBe(before);
  await page.event("channels.changed", { channel: "telegram" });
  await page.pass(5_000);
  expect(page.count(METHOD)).toBe(before + 1);
});

test("who may not answer them asks nothing", async () => {
  const { page, result } = shown({ accounts: [], requests: [], commandOwnerConfigured: true, limits: LIMITS });
  await page.greet(may("operator.read"));
  await waitFor(() => expect(page.count("gateways.list")).toBeGreaterThan(0));
  expect(page.count(METHOD)).toBe(0);
  expect(result.current.waiting).toEqual([]);
});

function shown(answer: ChannelsPairingListResult) {
  const status = { state: "ready", since: 0 };
  const gateways = [{ id: "embedded", name: "Here", kind: "openclaw", status, methods: [METHOD] }];
  const page = testPage({ "gateways.list": () => ({ defaultId: "embedded", gateways }), [METHOD]: () => answer });
  return { page, ...renderHook(() => useChannelRequests(), { wrapper: page.wrapper }) };
}

function may(...scopes: Scope[]) {
  return { principal: { id: "ada", name: "Ada", scopes } };
}

function requestOf(requestId: string, minutesLeft: number): ChannelPairingRequest {
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  const times = { createdAt: at(minutesLeft - 60), lastSeenAt: at(minutesLeft - 60), expiresAt: at(minutesLeft) };
  return { ...ACCOUNT, ...times, requestId, senderId: "1", senderLabel: "telegramUserId" };
}
