import { expect, test } from "vitest";
import { onGateway } from "./address-gateway.ts";

test("an address names its gateway once, and keeps the rest", () => {
  expect(onGateway("/chat/agent%3Amain%3Amain?message=m1#x", "far")).toBe(
    "/chat/agent%3Amain%3Amain?message=m1&gateway=far#x",
  );
  expect(onGateway("/sessions?gateway=near", "far")).toBe("/sessions?gateway=near");
  expect(onGateway("/sessions", undefined)).toBe("/sessions");
  expect(onGateway("https://example.com/", "far")).toBe("https://example.com/");
});
