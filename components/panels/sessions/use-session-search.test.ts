import { SessionsSearchParamsSchema } from "@openclaw/gateway-protocol/schema";
import { Value } from "typebox/value";
import { expect, test } from "vitest";
import { MOST_HITS } from "./use-session-search.ts";

test("no more hits are asked for than OpenClaw allows", () => {
  const errors = (limit: number) => Value.Errors(SessionsSearchParamsSchema, { query: "pears", limit });
  expect(errors(MOST_HITS)).toEqual([]);
  expect(errors(MOST_HITS + 1)).not.toEqual([]);
});
