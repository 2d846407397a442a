// @vitest-environment happy-dom
import { act, cleanup, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, expect, test } from "vitest";
import { MAX_REMEMBERED, RowContext, rememberOpen, useDisclosure } from "./use-disclosure.ts";

afterEach(cleanup);

/** What is folded under this id in a row that comes into sight. */
function drawn(row: string, id: string) {
  const wrapper = ({ children }: { children: ReactNode }) => <RowContext value={row}>{children}</RowContext>;
  return renderHook(() => useDisclosure(id), { wrapper });
}

test("what was opened is open when its row comes back into sight, and nothing of the same id in another row is", () => {
  const first = drawn("run:a", "thinking:0");
  act(() => first.result.current[1]());
  expect(first.result.current[0]).toBe(true);
  first.unmount();
  expect(drawn("run:b", "thinking:0").result.current[0]).toBe(false);
  const again = drawn("run:a", "thinking:0");
  expect(again.result.current[0]).toBe(true);
  act(() => again.result.current[1]());
  again.unmount();
  expect(drawn("run:a", "thinking:0").result.current[0]).toBe(false);
});

test("what was opened is remembered up to a bound, the newest first", () => {
  const ids = new Set<string>();
  for (let n = 0; n < MAX_REMEMBERED + 50; n++) rememberOpen(ids, `tool:${n}`);
  expect(ids.size).toBe(MAX_REMEMBERED);
  expect(ids.has("tool:49")).toBe(false);
  expect(ids.has(`tool:${MAX_REMEMBERED + 49}`)).toBe(true);
});
