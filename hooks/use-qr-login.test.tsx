// @vitest-environment happy-dom
import { renderHook, waitFor } from "@testing-library/react";
import { act } from "react";
import { expect, test } from "vitest";
import { testPage } from "./testing/page.tsx";
import { useQrLogin } from "./use-qr-login.ts";

test("each code is shown until one is scanned", async () => {
  const waits = [{ qrDataUrl: "data:2" }, { message: "Nothing yet." }, { connected: true, message: "Linked." }];
  const page = testPage({
    "web.login.start": () => ({ qrDataUrl: "data:1", message: "Scan it." }),
    "web.login.wait": () => waits.shift(),
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
