import { expect, test } from "vitest";
import { panelGateway } from "./panel-gateway.ts";

const fleet = { ids: ["embedded", "home"], defaultId: "embedded" };

test("the chosen gateway is asked, also before the fleet was read", () => {
  expect(panelGateway({ chosen: "home", greeted: undefined, fleet: undefined })).toBe("home");
  expect(panelGateway({ chosen: "home", greeted: "embedded", fleet })).toBe("home");
});

test("without a choice, and when the chosen one was removed, it is the default one", () => {
  expect(panelGateway({ chosen: undefined, greeted: "embedded", fleet })).toBeUndefined();
  expect(panelGateway({ chosen: "removed", greeted: "embedded", fleet })).toBeUndefined();
});

test("a default that changed after the greeting is named", () => {
  const changed = { ...fleet, defaultId: "home" };
  expect(panelGateway({ chosen: undefined, greeted: "embedded", fleet: changed })).toBe("home");
  expect(panelGateway({ chosen: undefined, greeted: "home", fleet: changed })).toBeUndefined();
});
