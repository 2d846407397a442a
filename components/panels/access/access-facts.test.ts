import { expect, test } from "vitest";
import type { AccessToken, AuditEntry } from "@/server/protocol/access.ts";
import { actionOf, endAfter, outcomeOf, targetsOf, tokenState } from "./access-facts.ts";

const entry = (more: Partial<AuditEntry>): AuditEntry => ({
  id: 1,
  at: 1,
  action: "chat.send",
  targets: {},
  outcome: "OK",
  ...more,
});
const token: AccessToken = { id: "1", name: "n", role: "viewer", hint: "mc_abcd", createdAt: 1, createdBy: "Admin" };

test("a token is good until it is revoked or its end has come", () => {
  expect(tokenState(token, 10)).toBe("good");
  expect(tokenState({ ...token, expiresAt: 11 }, 10)).toBe("good");
  expect(tokenState({ ...token, expiresAt: 10 }, 10)).toBe("expired");
  expect(tokenState({ ...token, expiresAt: 10, revokedAt: 5 }, 10)).toBe("revoked");
});

test("a lifetime is days from now, or none", () => {
  expect(endAfter("7", 1_000)).toBe(1_000 + 7 * 86_400_000);
  expect(endAfter("never", 1_000)).toBeUndefined();
});

test("coming and going is said in words, methods by their name", () => {
  expect(actionOf(entry({}))).toEqual({ text: "chat.send", isMethod: true });
  expect(actionOf(entry({ action: "sign-in" })).text).toBe("Signed in");
  expect(actionOf(entry({ action: "sign-in", outcome: "UNAUTHENTICATED" })).text).toBe("Tried to sign in");
  expect(actionOf(entry({ action: "audit", outcome: "LOST", count: 7 })).text).toMatch(/^7 entries/);
});

test("only what did not go well has an outcome to show", () => {
  expect(outcomeOf(entry({}))).toBeUndefined();
  expect(outcomeOf(entry({ outcome: "FORBIDDEN" }))).toMatchObject({ label: "Refused", tone: "bad" });
  expect(outcomeOf(entry({ outcome: "NOT_FOUND" }))).toMatchObject({ label: "not found" });
});

test("what needs no name stands without one", () => {
  const said = (more: Partial<AuditEntry>) => targetsOf(entry(more), new Map([["1", "Visitor"]]));
  expect(said({ targets: { sessionKey: "agent:main:main", gateway: "home" } })).toBe("agent:main:main · gateway home");
  expect(said({ targets: { client: "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0" } })).toBe("Firefox 140 on Linux");
});

test("whose token was revoked is said by name, as long as it is known", () => {
  const names = new Map([["1", "Visitor"]]);
  expect(targetsOf(entry({ action: "tokens.revoke", targets: { id: "1" } }), names)).toBe("Visitor");
  expect(targetsOf(entry({ action: "tokens.revoke", targets: { id: "2" } }), names)).toBe("id 2");
  expect(targetsOf(entry({ action: "cron.remove", targets: { id: "1" } }), names)).toBe("id 1");
});
