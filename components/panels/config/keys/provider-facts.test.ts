import { expect, test } from "vitest";
import type { ModelAuthProfile } from "@/server/protocol/model-auth.ts";
import { hasRemovableKey, keyPlace, probeWords, profileWords, removableSignIns } from "./provider-facts.ts";

const KEY: ModelAuthProfile = { profileId: "a:manual", type: "api_key", status: "static", source: "saved" };
const LOGIN: ModelAuthProfile = {
  profileId: "a:me",
  type: "oauth",
  status: "ok",
  email: "ada@example.com",
  source: "external",
};

test("what a provider is reached with is told with where it is kept, never itself", () => {
  expect(profileWords(KEY)).toBe("API key, kept by the gateway");
  expect(profileWords(LOGIN)).toBe("Sign-in, ada@example.com, kept by another program");
  expect(profileWords({ ...KEY, source: "unheard of" })).toBe("API key");
  expect(keyPlace({})).toBeUndefined();
  expect(keyPlace({ apiKey: { source: "config" } })).toBe("API key, in the gateway's configuration");
  expect(keyPlace({ apiKey: { source: "env", envVar: "XAI_API_KEY" } })).toContain("from XAI_API_KEY in");
  expect(keyPlace({ apiKey: { source: "env" } })).toBe("API key, from the gateway's environment");
});

test("what the gateway can forget is offered for removal, and nothing else", () => {
  const removable = { ...KEY, logoutSupported: true };
  expect(hasRemovableKey({ profiles: [KEY] })).toBe(false);
  expect(hasRemovableKey({ profiles: [removable] })).toBe(true);
  expect(hasRemovableKey({ apiKey: { source: "config" }, profiles: [] })).toBe(true);
  expect(hasRemovableKey({ apiKey: { source: "env" }, profiles: [LOGIN] })).toBe(false);
  expect(removableSignIns({ profiles: [removable, LOGIN] })).toEqual([]);
  expect(removableSignIns({ profiles: [{ ...LOGIN, logoutSupported: true }] })).toHaveLength(1);
});

test("a probe is told with what to do when it failed", () => {
  const found = { provider: "a", results: [] };
  expect(probeWords({ ...found, status: "ok", latencyMs: 1_234 })).toEqual({
    tone: "good",
    says: "A model answered in 1.2 s",
  });
  expect(probeWords({ ...found, status: "ok" }).says).toBe("A model answered");
  expect(probeWords({ ...found, status: "no_model" }).tone).toBe("muted");
  expect(probeWords({ ...found, status: "auth" })).toEqual({
    tone: "bad",
    says: expect.stringContaining("replace it"),
  });
});
