import { afterEach, expect, test, vi } from "vitest";
import { currentSession, provideSession, sessionToken } from "./session-source.ts";

afterEach(() => {
  vi.useRealTimers();
});

test("who asks too early gets the token when its source is there", async () => {
  const early = sessionToken();
  const forget = provideSession({ token: async () => "one", signOut: async () => {} });
  await expect(early).resolves.toBe("one");
  await expect(sessionToken()).resolves.toBe("one");
  forget();
  expect(currentSession()).toBeUndefined();
});

test("a source that never comes is said, instead of being waited for for ever", async () => {
  vi.useFakeTimers();
  const asked = expect(sessionToken()).rejects.toThrow("Clerk could not be loaded");
  await vi.advanceTimersByTimeAsync(12_000);
  await asked;
});
