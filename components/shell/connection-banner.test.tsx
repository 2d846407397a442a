// @vitest-environment happy-dom
import { act, fireEvent, render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { testPage } from "@/hooks/testing/page.tsx";
import { ConnectionBanner } from "./connection-banner.tsx";

const status = () => screen.queryByRole("status")?.textContent;

test("nothing is said while the first connection is made and while it is there", async () => {
  const page = testPage({});
  render(<ConnectionBanner />, { wrapper: page.wrapper });
  expect(status()).toBeUndefined();
  await page.greet();
  expect(status()).toBeUndefined();
});

test("a lost connection is said at once with its reason; Reconnect tries without waiting", async () => {
  const page = testPage({});
  render(<ConnectionBanner />, { wrapper: page.wrapper });
  await page.greet();
  await act(async () => page.socket().end(1012, "service restart"));
  expect(status()).toMatch(/^Reconnecting\. .*/);
  const before = page.socket();
  await act(async () => void fireEvent.click(screen.getByRole("button", { name: "Reconnect" })));
  expect(page.socket()).not.toBe(before);
  await page.greet();
  expect(status()).toBeUndefined();
});

test("after five tries it says what else a person can do, beside Reconnect", async () => {
  const page = testPage({});
  render(<ConnectionBanner />, { wrapper: page.wrapper });
  await page.greet();
  for (let i = 0; i < 5; i++) {
    await act(async () => {
      page.socket().end(1006);
      page.clock.pass(30_000);
    });
  }
  expect(status()).toContain("Connection lost. Please refresh the page.");
  expect(screen.getByRole("button", { name: "Reconnect" })).toBeTruthy();
});
