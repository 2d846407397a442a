import { beforeEach, describe, expect, test } from "vitest";
import type { ParamsOf } from "../protocol/methods.ts";
import { LogBuffer } from "./buffer.ts";
import { searchLines } from "./search.ts";

let buffer: LogBuffer;
const push = (fields: object) => buffer.push(JSON.stringify({ level: 30, time: 1, ...fields }));
const found = async (params: ParamsOf<"logs.search">) =>
  (await buffer.search(params)).entries.map((entry) => entry.msg);

beforeEach(() => {
  buffer = new LogBuffer({ file: "x.log", maxLines: 200_000, maxBytes: 1e8, startCursor: 0 });
});

describe("search", () => {
  beforeEach(() => {
    push({ time: 10, level: 20, source: "hub", msg: 'Socket "a" opened' });
    push({ time: 20, level: 30, source: "run", runId: "r1", sessionKey: "s1", msg: "run started", model: "Operator" });
    push({ time: 30, level: 50, source: "run", runId: "r2", sessionKey: "s1", msg: "run failed for r1\nsecond line" });
    push({ time: 40, level: 30, source: "store", msg: "ÄRGER [brackets]" });
  });

  test.each<[ParamsOf<"logs.search">, string[]]>([
    [{}, ['Socket "a" opened', "run started", "run failed for r1\nsecond line", "ÄRGER [brackets]"]],
    [{ query: '"A"' }, ['Socket "a" opened']],
    [{ query: "operator" }, ["run started"]],
    [{ query: "ärger [" }, ["ÄRGER [brackets]"]],
    [{ query: "msg" }, []],
    [{ query: "^run (started|failed)", regex: true }, ["run started", "run failed for r1\nsecond line"]],
    [{ query: "^second line$", regex: true }, ["run failed for r1\nsecond line"]],
    [{ levels: ["error", "debug"] }, ['Socket "a" opened', "run failed for r1\nsecond line"]],
    [{ sources: ["store"] }, ["ÄRGER [brackets]"]],
    [{ runId: "r1" }, ["run started"]],
    [{ sessionKey: "s1", query: "run" }, ["run started", "run failed for r1\nsecond line"]],
    [{ from: 20, to: 30 }, ["run started", "run failed for r1\nsecond line"]],
  ])("%j", async (params, expected) => {
    expect(await found(params)).toEqual(expected);
  });

  test("a regular expression that does not parse is the caller's fault", async () => {
    const search = () => buffer.search({ query: "(", regex: true });
    await expect(search()).rejects.toMatchObject({ code: "INVALID_REQUEST", message: expect.stringContaining("(") });
    expect(await found({ query: "(" })).toEqual([]);
  });
});

test("gives the newest that match in order of time, and says how many lines it looked at", async () => {
  for (let index = 1; index <= 1_000; index += 1) push({ msg: `line ${index}`, even: index % 2 === 0 });
  const cut = await buffer.search({ query: "true", limit: 3 });
  expect(cut.entries.map(({ msg }) => msg)).toEqual(["line 996", "line 998", "line 1000"]);
  expect([cut.searched, cut.truncated]).toEqual([7, true]);
  const all = await buffer.search({ query: "line 99", limit: 20 });
  expect([all.entries.length, all.searched, all.truncated]).toEqual([11, 1_000, false]);
});

test("20 lines planted among 100,000 are all found, and others have their turn meanwhile", async () => {
  for (let index = 0; index < 100_000; index += 1) {
    push({
      source: "bench",
      durationMs: index,
      msg: index % 5_000 === 0 ? `planted ${index}` : `ordinary line ${index}`,
    });
  }
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 1);
  for (const params of [{ query: "planted" }, { query: "^planted \\d+$", regex: true }]) {
    turns = 0;
    const { entries, searched, truncated } = await buffer.search(params);
    expect([entries.length, searched, truncated]).toEqual([20, 100_000, false]);
    expect(turns).toBeGreaterThan(0);
  }
  clearInterval(timer);
});

test("a regular expression that runs away is stopped and the answer says so", async () => {
  push({ msg: `${"a".repeat(60)}!` });
  for (let index = 0; index < 300; index += 1) push({ msg: "aaa" });
  // To its own end it would go on for years.
  const { entries, searched, truncated } = await buffer.search({ query: "^(a+)+$", regex: true });
  expect([entries.length, truncated]).toEqual([300, true]);
  expect(searched).toBe(300);
});

test("a machine that is busy elsewhere ends no search: it goes on where it was held", async () => {
  for (let index = 0; index < 600; index += 1) push({ msg: `line ${index}` });
  const held = new Set([40, 300, 301]);
  const lines = {
    oldest: buffer.oldest,
    head: buffer.head,
    at(cursor: number) {
      // Longer than one slice may take, without any work.
      if (held.delete(cursor - buffer.oldest)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 120);
      return buffer.at(cursor);
    },
  };
  const { entries, searched, truncated } = await searchLines(lines, {
    query: "^line \\d+$",
    regex: true,
    limit: 1_000,
  });
  expect(held.size).toBe(0);
  expect([new Set(entries.map(({ msg }) => msg)).size, entries.length, searched, truncated]).toEqual([
    600,
    600,
    600,
    false,
  ]);
});

test("lines that are not shown are in no answer, and take the place of none that is", async () => {
  for (const msg of ["a secret", "told 1", "told 2", "a secret"]) push({ msg });
  const shown = ({ raw }: { raw: string }) => !raw.includes("secret");
  const { entries, truncated } = await buffer.search({ limit: 2 }, shown);
  expect([entries.map(({ msg }) => msg), truncated]).toEqual([["told 1", "told 2"], expect.any(Boolean)]);
});

test("lines that are evicted during a search end it", async () => {
  buffer = new LogBuffer({ file: "x.log", maxLines: 10_000, maxBytes: 1e8, startCursor: 0 });
  for (let index = 0; index < 10_000; index += 1) push({ msg: "old" });
  const searching = buffer.search({ query: "old", limit: 5_000, regex: true });
  for (let index = 0; index < 10_000; index += 1) push({ msg: "new" });
  const { entries, searched } = await searching;
  expect(entries.length).toBeLessThanOrEqual(5_000);
  expect(searched).toBeLessThan(10_000);
});
