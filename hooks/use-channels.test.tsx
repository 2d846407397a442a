// @vitest-environment happy-dom
import { renderHook, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { testPage } from "./testing/page.tsx";
import { useChannels } from "./use-channels.ts";

const STATUS = {
  ts: 1,
  channelOrder: ["telegram"],
  channelLabels: { telegram: "Telegram" },
  channelDetailLabels: { telegram: "Telegram" },
  channels: {},
  channelAccounts: { telegram: [{ accountId: "default" }] },
  channelDefaultAccountId: { telegram: "default" },
};

test("channels are read again when the gateway tells of a change", async () => {
  const page = testPage({ "gateways.list": () => fleet(["channels.status"]), "channels.status": () => STATUS });
  const { result } = renderHook(() => useChannels(), { wrapper: page.wrapper });
  await page.greet();
  await waitFor(() =>
    expect(result.current).toMatchObject({
      isOffered: true,
      channels: [{ id: "telegram", label: "Telegram", detail: "", accounts: [{ accountId: "default" }] }],
    }),
  );
  const before = page.count("channels.status");
  await page.event("channels.changed", { channel: "telegram" });
  await waitFor(() => expect(page.count("channels.status")).toBeGreaterThan(before));
});

test("a gateway that does not tell its channels is not at fault", async () => {
  const page = testPage({ "gateways.list": () => fleet(["sessions.list"]) });
  const { result } = renderHook(() => useChannels(), { wrapper: page.wrapper });
  await page.greet();
  await waitFor(() => expect(result.current).toMatchObject({ isOffered: false, channels: [], error: undefined }));
});

function fleet(methods: string[]) {
  const gateway = { id: "embedded", name: "Embedded", kind: "embedded", status: { state: "ready", since: 0 }, methods };
  return { defaultId: "embedded", gateways: [gateway] };
}
