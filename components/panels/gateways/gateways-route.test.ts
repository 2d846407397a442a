import { expect, test } from "vitest";
import { gatewayHref, gatewaysRoute } from "./gateways-route.ts";

test("an address shows the fleet or one gateway", () => {
  expect(gatewaysRoute("/gateways")).toEqual({ view: "fleet" });
  expect(gatewaysRoute("/gateways/")).toEqual({ view: "fleet" });
  expect(gatewaysRoute("/gateways/embedded/more")).toEqual({ view: "gateway", id: "embedded" });
});

test("any id comes back from its address, and a broken one is taken as it is", () => {
  expect(gatewaysRoute(gatewayHref("a/b c%"))).toEqual({ view: "gateway", id: "a/b c%" });
  expect(gatewaysRoute("/gateways/100%")).toEqual({ view: "gateway", id: "100%" });
});
