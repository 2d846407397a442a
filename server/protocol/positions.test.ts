import { expect, test } from "vitest";
import { MAX_GATEWAYS, Positions } from "./positions.ts";

test(`it remembers at most ${MAX_GATEWAYS} gateways, and forgets the oldest`, () => {
  const positions = new Positions();
  for (let n = 0; n <= MAX_GATEWAYS; n += 1) positions.greeted(`g${n}`, { epoch: "e", seq: n });
  const { frames } = positions.resume();
  expect(frames).toHaveLength(MAX_GATEWAYS);
  expect(frames[0]).toMatchObject({ gateway: "g1" });
});
