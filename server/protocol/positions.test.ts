import { expect, test } from "vitest";
import { MAX_GATEWAYS, Positions } from "./positions.ts";

test(`it remembers at most ${MAX_GATEWAYS} gateways, and forgets the oldest`, () => {
  const positions = new Positions();
  for (let n = 0; n <= MAX_GATEWAYS; n += 1) positions.greeted(`g${n}`, { epoch: "e", seq: n });
  const { frames } = positions.resume();
  expect(frames).toHaveLength(MAX_GATEWAYS);
  expect(frames[0]).toMatchObject({ gateway: "g1" });
});

test("a gateway that was asked before the first greeting goes on from it", () => {
  const positions = new Positions();
  positions.watch("g");
  positions.greeted("g", { epoch: "e", seq: 4 });
  expect(positions.resume()).toEqual({ frames: [{ type: "resume", gateway: "g", epoch: "e", seq: 4 }], resets: [] });
});

test("CON-7: a reader that was overtaken in the middle of a connection does not go back to its greeting", () => {
  const positions = new Positions();
  positions.greeted("g", { epoch: "e", seq: 4 });
  positions.accept({ type: "event", event: "tick", payload: 0, gateway: "g", epoch: "e", seq: 50 });
  positions.failed("g");
  expect(positions.resume().frames).toEqual([{ type: "resume", gateway: "g", epoch: "e", seq: 50 }]);
});
