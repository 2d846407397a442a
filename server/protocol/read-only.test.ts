import { expect, test } from "vitest";
import { scopeOf } from "../rpc/methods.ts";
import { onlyReads } from "./read-only.ts";

const READING = ["health", "status", "usage.cost", "sessions.list", "chat.history", "logs.search", "agents.files.get"];
const CHANGING = ["chat.send", "sessions.create", "sessions.patch", "agents.files.set", "config.apply", "cron.run"];

test("what is asked again by itself changes nothing; in doubt a method changes something", () => {
  for (const method of READING) expect([method, onlyReads(method)]).toEqual([method, true]);
  for (const method of [...CHANGING, "something"]) expect([method, onlyReads(method)]).toEqual([method, false]);
  for (const method of READING) expect([method, scopeOf(method)]).toEqual([method, "operator.read"]);
});
