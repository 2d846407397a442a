// @vitest-environment happy-dom
import { renderHook } from "@testing-library/react";
import { act } from "react";
import { expect, test } from "vitest";
import { MAX_DRAFTS, useDraft } from "./use-draft.ts";

test(`drafts are kept for each session, the newest ${MAX_DRAFTS} of them`, async () => {
  const { result, rerender } = renderHook(({ key }) => useDraft(key), { initialProps: { key: "a" } });
  await act(async () => result.current.setDraft("words"));
  rerender({ key: "b" });
  expect(result.current.draft).toBe("");
  rerender({ key: "a" });
  expect(result.current.draft).toBe("words");
  expect(localStorage.getItem("mission-control.drafts")).toContain("words");
  for (let n = 0; n < MAX_DRAFTS; n += 1) {
    rerender({ key: `s${n}` });
    await act(async () => result.current.setDraft("x"));
  }
  rerender({ key: "a" });
  expect(result.current.draft).toBe("");
  rerender({ key: "s1" });
  await act(async () => result.current.clearDraft());
  expect(localStorage.getItem("mission-control.drafts")).not.toContain('"s1"');
});
