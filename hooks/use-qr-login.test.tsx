// @vitest-environment happy-dom
import { renderHook, waitFor } from "@testing-library/react";
import { act } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { testPage } from "./testing/page.tsx";
import { MAX_WAITS, useQrLogin } from "./use-qr-login.ts";

const WAITED_MS = 25_000;

afterEach(() => void vi.useRealTimers());

test("each code is shown until one is scanned", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const waits = [{ qrDataUrl: "data:2" }, { message: "Nothing yet." }, { connected: true, message: "Linked." }];
  const page = testPage({
    "web.login.start": () => ({ qrDataUrl: "data:1", message: "Scan it." }),
    "web.login.wait": () => answerLate(waits.shift()),
  });
  const { result } = renderHook(() => useQrLogin("whatsapp", "default"), { wrapper: page.wrapper });
  const seen: string[] = [];
  expect(result.current.login).toEqual({ state: "asking" });
  await page.greet();
  await waitFor(() => expect(result.current.login).toEqual({ state: "linked", message: "Linked." }));
  for (const { method, params } of page.asked) {
    if (method === "web.login.wait") seen.push((params as { currentQrDataUrl: string }).currentQrDataUrl);
  }
  expect(seen).toEqual(["data:1", "data:2", "data:2"]);
});

test("a gateway that gives no code says why, and is asked anew by force", async () => {
  const page = testPage({
    "web.login.start": ({ force }: { force: boolean }) =>
      force ? { connected: true } : { message: "Already being linked elsewhere." },
  });
  const { result } = renderHook(() => useQrLogin("whatsapp", "default"), { wrapper: page.wrapper });
  await page.greet();
  await waitFor(() =>
    expect(result.current.login).toEqual({ state: "failed", message: "Already being linked elsewhere." }),
  );
  act(() => result.current.again());
  await waitFor(() => expect(result.current.login.state).toBe("linked"));
});

test("what the gateway refuses is said", async () => {
  const page = testPage({});
  const { result } = renderHook(() => useQrLogin("whatsapp", "default"), { wrapper: page.wrapper });
  await page.greet();
  await waitFor(() => expect(result.current.login).toMatchObject({ state: "failed", message: "web.login.start" }));
});

test("a login that is over is not waited for: its code goes, and why is said", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const page = testPage({
    "web.login.start": () => ({ qrDataUrl: "data:1" }),
    "web.login.wait": () => ({ connected: false, message: "The code expired." }),
  });
  const { result } = renderHook(() => useQrLogin("whatsapp", "default"), { wrapper: page.wrapper });
  await page.greet();
  await waitFor(() => expect(result.current.login).toEqual({ state: "failed", message: "The code expired." }));
  expect(page.asked.filter(({ method }) => method === "web.login.wait")).toHaveLength(1);
});

test("a code that nobody scans is given up", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const page = testPage({
    "web.login.start": () => ({ qrDataUrl: "data:1" }),
    "web.login.wait": () => answerLate({ connected: false }),
  });
  const { result } = renderHook(() => useQrLogin("whatsapp", "default"), { wrapper: page.wrapper });
  await page.greet();
  await waitFor(() => expect(result.current.login).toEqual({ state: "failed", message: "Nobody scanned the code." }));
  expect(page.asked.filter(({ method }) => method === "web.login.wait")).toHaveLength(MAX_WAITS);
});

/** As a gateway answers that waited for a scan. */
function answerLate<Answer>(answer: Answer): Answer {
  vi.setSystemTime(Date.now() + WAITED_MS);
  return answer;
}
