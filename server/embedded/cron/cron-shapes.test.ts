import * as openclaw from "@openclaw/gateway-protocol/schema";
import { Value } from "typebox/value";
import { expect, test } from "vitest";
import { openTestGateway } from "../testing/gateway.ts";

test("jobs and runs have OpenClaw's shapes", async () => {
  const { call, until } = await openTestGateway();
  const wanted = { sessionTarget: "isolated", wakeMode: "now", payload: { kind: "agentTurn", message: "x" } } as const;
  const every = { ...wanted, name: "Often", schedule: { kind: "every", everyMs: 60_000 } } as const;
  const daily = { ...wanted, name: "Daily", schedule: { kind: "cron", expr: "0 9 * * *", tz: "UTC" } } as const;
  expect(problems(openclaw.CronAddParamsSchema, every)).toEqual([]);
  const { id } = await call("cron.add", every);
  const added = await call("cron.add", { ...daily, delivery: { mode: "none" }, agentId: "main" });
  expect(problems(openclaw.CronAddResultSchema, added)).toEqual([]);
  await call("cron.run", { id });
  await until("cron", ({ action }) => action === "finished");
  for (const job of (await call("cron.list", {})).jobs) expect(problems(openclaw.CronJobSchema, job)).toEqual([]);
  const { entries } = await call("cron.runs", { id });
  expect(entries).toHaveLength(1);
  for (const entry of entries) expect(problems(openclaw.CronRunLogEntrySchema, entry)).toEqual([]);
});

/** What does not fit the schema, by its place. */
function problems(schema: object, value: unknown): string[] {
  return [...Value.Errors(schema, JSON.parse(JSON.stringify(value)))].map(
    ({ instancePath, message }) => `${instancePath}: ${message}`,
  );
}
