import { expect, test } from "vitest";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import { additionOf, changesOf, draftOf, targetOf, tokenStaysWith } from "./gateway-draft.ts";

const home: GatewayInfo = {
  id: "g1",
  name: "Home",
  kind: "openclaw",
  url: "ws://127.0.0.1:18789",
  status: { state: "ready", since: 0 },
};
const draft = (change: Partial<ReturnType<typeof draftOf>>) => ({ ...draftOf(undefined), ...change });
const edit = (change: Partial<ReturnType<typeof draftOf>>) => ({ ...draftOf(home), ...change });

test("a new gateway is tried and added as typed, called by its host without a name", () => {
  const typed = draft({ address: "http://127.0.0.1:18789/", token: " secret " });
  expect(targetOf(typed, undefined)).toEqual({ url: "ws://127.0.0.1:18789", token: "secret" });
  expect(additionOf(typed)).toEqual({ name: "127.0.0.1:18789", url: "ws://127.0.0.1:18789", token: "secret" });
  expect(additionOf(draft({ name: " Home ", address: "claw.local" }))).toEqual({
    name: "Home",
    url: "ws://claw.local",
  });
});

test("without an address there is nothing to try or to add", () => {
  expect(targetOf(draft({ address: "two words" }), undefined)).toBeUndefined();
  expect(additionOf(draft({ name: "Home" }))).toBeUndefined();
});

test("only what was changed is sent, and nothing when nothing was", () => {
  expect(changesOf(edit({}), home)).toBeUndefined();
  expect(changesOf(edit({ name: "Attic" }), home)).toEqual({ id: "g1", name: "Attic" });
  expect(changesOf(edit({ address: "wss://claw.example" }), home)).toEqual({ id: "g1", url: "wss://claw.example" });
});

test("a token is kept unless a new one is typed or it is to be forgotten", () => {
  expect(changesOf(edit({ token: "new" }), home)).toEqual({ id: "g1", token: "new" });
  expect(changesOf(edit({ token: "new", forgetsToken: true }), home)).toEqual({ id: "g1", token: "" });
});

test("a kept token stays with its host", () => {
  expect(tokenStaysWith(edit({ address: "wss://claw.example" }), home)).toBe("127.0.0.1:18789");
  expect(tokenStaysWith(edit({ address: "ws://127.0.0.1:18789/" }), home)).toBeUndefined();
  expect(tokenStaysWith(draft({ address: "wss://claw.example" }), undefined)).toBeUndefined();
});

test("a change is tried with the kept token, and a mere new name is not tried", () => {
  expect(targetOf(edit({ name: "Attic" }), home)).toBeUndefined();
  expect(targetOf(edit({ address: "wss://claw.example" }), home)).toEqual({ url: "wss://claw.example", id: "g1" });
  expect(targetOf(edit({ forgetsToken: true }), home)).toEqual({ url: home.url, token: "", id: "g1" });
});
