import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { HookProofs } from "./proof.ts";

const SECRET = "a secret as it is, in plain text";

function signed(id: string, at: number) {
  const when = new Date(at);
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at / 1_000)),
    "webhook-signature": `v1a,other ${new Webhook(SECRET, { format: "raw" }).sign(id, when, "body")}`,
  };
}

test("what was taken is refused for as long as it could be taken again, and then forgotten", () => {
  let now = 1_000_000_000_000;
  const proofs = new HookProofs(() => now);
  const early = signed("a", now + 299_000);
  const check = (headers: Record<string, string>) => proofs.check("hook", { secret: SECRET }, headers, "body");
  check(early);
  now += 598_000;
  expect(() => check(early)).toThrow("taken already");
  now += 2_000;
  expect(() => check(early)).toThrow("webhook-timestamp");
});

test("a flood of signed webhooks is bounded, and passes when the first are forgotten", () => {
  let now = 1_000_000_000_000;
  const proofs = new HookProofs(() => now);
  const check = (id: string) => proofs.check("hook", { secret: SECRET }, signed(id, now), "body");
  for (let count = 0; count < 10_000; count += 1) check(String(count));
  expect(() => check("one more")).toThrow("Too many webhooks");
  now += 601_000;
  check("one more");
});
