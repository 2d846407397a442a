import { expect, test } from "vitest";
import { gatewayLook } from "./gateway-look.ts";

const down = (code: string) => ({ state: "unavailable" as const, since: 0, reason: "…", code });

test("a gateway that waits for somebody looks unlike a broken one", () => {
  expect(gatewayLook(down("pairing"), true)).toEqual({ tone: "warn", label: "Waits for approval" });
  expect(gatewayLook(down("starting"), true)).toEqual({ tone: "warn", label: "Starting" });
  expect(gatewayLook(down("token"), true)).toEqual({ tone: "bad", label: "Not connected" });
  expect(gatewayLook({ state: "ready", since: 0 }, true).tone).toBe("good");
});

test("without a connection nothing is known of it", () => {
  expect(gatewayLook(down("pairing"), false)).toEqual({ tone: "neutral", label: "Not known" });
});
