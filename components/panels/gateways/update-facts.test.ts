import { expect, test } from "vitest";
import { newerWords, phaseWords, reasonWords, versionsOf, whyNotBegun } from "./update-facts.ts";

test("an update that was not begun says why in the gateway's words, or in ours", () => {
  expect(whyNotBegun({ ok: true })).toBeUndefined();
  expect(whyNotBegun({ ok: false, message: "Only the owner may." })).toBe("Only the owner may.");
  expect(whyNotBegun({ ok: false, result: { reason: "container-image-install" } })).toContain("container's image");
  expect(whyNotBegun({ ok: false })).toBe("The gateway did not say why.");
  expect(reasonWords("unheard-of")).toBe("The gateway says: unheard-of.");
  expect(reasonWords(null)).toBeUndefined();
});

test("a newer version is named, of a source with how much is newer; a try with what it came from and led to", () => {
  const newer = { currentVersion: "1", latestVersion: "2", channel: "stable" };
  expect(newerWords(newer)).toBe("2");
  expect(newerWords({ ...newer, commitsBehind: 1 })).toBe("2, 1 commit newer");
  expect(versionsOf({ before: { version: "1" }, after: { version: "2" }, target: {} })).toBe("1 → 2");
  expect(versionsOf({ before: { version: "1" }, after: {}, target: { version: "3" } })).toBe("1 → 3");
  expect(versionsOf({ before: { version: "1" }, after: { version: "1" }, target: {} })).toBe("1");
  expect(phaseWords({ phase: "restarting" })).toBe("starts again");
  expect(phaseWords({ phase: "unheard-of" })).toBe("unheard-of");
});
