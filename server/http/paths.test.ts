import { expect, test } from "vitest";
import { matchPath } from "./paths.ts";

test.each([
  ["/api/status", "/api/status", {}],
  ["/api/status", "/api/status/", undefined],
  ["/api/sessions/{key}/history", "/api/sessions/agent%3Amain%3Aa%2Fb/history", { key: "agent:main:a/b" }],
  ["/api/sessions/{key}/history", "/api/sessions//history", undefined],
  ["/api/sessions/{key}/history", "/api/sessions/x", undefined],
  ["/hooks/{name}", "/hooks/a/b", undefined],
  ["/hooks/{name}", "/hooks/%E0%A4%A", undefined],
])("%s and %s", (pattern, path, params) => {
  expect(matchPath(pattern, path)).toEqual(params);
});
