import { expect, test } from "vitest";
import { fleetId, placeOf } from "./fleet-place.ts";

test("a session of any gateway has one id, and is found again by it", () => {
  for (const key of ["agent:main:main", "agent:main:a/b", ""]) {
    expect(placeOf(fleetId("embedded", key))).toEqual({ gateway: "embedded", key });
  }
  expect(fleetId("one", "agent:main:main")).not.toBe(fleetId("two", "agent:main:main"));
});

test("an address that somebody spoiled names no gateway", () => {
  expect(placeOf("agent:main:main")).toEqual({ gateway: "", key: "agent:main:main" });
});
