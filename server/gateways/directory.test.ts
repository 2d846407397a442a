import { expect, test } from "vitest";
import { StageGateway } from "../hub/testing/stage-gateway.ts";
import { ADMIN } from "../hub/testing/test-hub.ts";
import { SharedGateways } from "./directory.ts";

const gateways = ["one", "two"].map((id) => new StageGateway({}, id));
const directory = new SharedGateways(gateways);

test("the first gateway is the default; others are found by their id", () => {
  expect(directory.resolve(ADMIN)).toBe(gateways[0]);
  expect(directory.resolve(ADMIN, "two")).toBe(gateways[1]);
  expect(directory.list(ADMIN)).toEqual(gateways);
});

test("A-3: no gateway at all, and none of that name, are told apart", () => {
  expect(() => new SharedGateways([]).resolve(ADMIN)).toThrow(
    expect.objectContaining({ code: "NO_GATEWAY", message: "No container provisioned." }),
  );
  expect(() => directory.resolve(ADMIN, "three")).toThrow(expect.objectContaining({ code: "NOT_FOUND" }));
});

test("A-4: a gateway that connects is starting; one that cannot be reached says why and how to mend it", () => {
  const gateway = new StageGateway();
  gateway.status = { state: "connecting", since: 0 };
  expect(() => new SharedGateways([gateway]).resolve(ADMIN)).toThrow(
    expect.objectContaining({ code: "STARTING", retryable: true }),
  );
  gateway.status = { state: "unavailable", since: 0, reason: "the token is wrong", fix: "Set another.", command: "x" };
  expect(() => new SharedGateways([gateway]).resolve(ADMIN)).toThrow(
    expect.objectContaining({
      code: "UNAVAILABLE",
      message: expect.stringContaining("the token is wrong"),
      details: { code: undefined, fix: "Set another.", command: "x" },
    }),
  );
});
