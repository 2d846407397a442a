import { expect, test } from "vitest";
import type { EventCodec } from "../dialects/dialect.ts";
import { BLOCK_EVENTS, takeBatch } from "./batch.ts";
import { EventLog } from "./event-log.ts";
import { KeptBlocks } from "./kept-blocks.ts";

const codec: EventCodec = { name: "a", encode: ({ json }) => json };
const wants = {
  codecs: [codec],
  codecKey: "a",
  scope: "all" as const,
  lacks: [],
  reader: { id: "reader", name: "Reader", scopes: [] },
};

function logOf(blocks: number, maxBytes = Number.POSITIVE_INFINITY): EventLog {
  const log = new EventLog({ gateway: "g", epoch: "e", maxBytes });
  for (let n = 0; n < blocks * BLOCK_EVENTS; n += 1) log.append({ event: "presence", payload: { n } });
  return log;
}

function blockOf(log: EventLog, block: number) {
  return takeBatch(log, block * BLOCK_EVENTS, log.head);
}

test("only batches that fill a block are kept", () => {
  const log = logOf(2);
  const kept = new KeptBlocks();
  expect(kept.keep(takeBatch(log, 0, 10))).toBe(false);
  expect(kept.keep(takeBatch(log, 10, log.head))).toBe(false);
  const block = takeBatch(log, 0, log.head);
  expect(kept.keep(block)).toBe(true);
  expect(kept.get(0)).toBe(block);
  expect(kept.get(10)).toBeUndefined();
});

test("no more than 64 are kept: the one read longest ago goes first", () => {
  const log = logOf(66);
  const kept = new KeptBlocks();
  for (let block = 0; block < 64; block += 1) kept.keep(blockOf(log, block));
  expect(kept.get(0)).toBeDefined();
  for (const block of [64, 65]) kept.keep(blockOf(log, block));
  expect([0, 1, 2, 3, 65].filter((block) => kept.get(block * BLOCK_EVENTS))).toEqual([0, 3, 65]);
});

test("no more bytes are kept than the bound, but for what was encoded since it was last asked", () => {
  const log = logOf(5);
  const blocks = Array.from({ length: 5 }, (_none, block) => blockOf(log, block));
  const bytes = blocks.map((block) => block.encoded(wants, false).bytes.length);
  const kept = new KeptBlocks((bytes[0] ?? 0) + (bytes[3] ?? 0) + (bytes[4] ?? 0));
  for (const block of blocks.slice(0, 3)) kept.keep(block);
  expect(kept.get(0)).toBe(blocks[0]);
  for (const block of blocks.slice(3)) kept.keep(block);
  expect(blocks.filter(({ from }) => kept.get(from))).toEqual([blocks[0], blocks[3], blocks[4]]);
});

test("what the log has let go of is not kept", () => {
  const log = logOf(3);
  const kept = new KeptBlocks();
  for (const from of [0, BLOCK_EVENTS]) kept.keep(takeBatch(log, from, log.head));
  kept.forgetBefore(1);
  expect(kept.get(0)).toBeDefined();
  kept.forgetBefore(2);
  expect(kept.get(0)).toBeUndefined();
  expect(kept.get(BLOCK_EVENTS)).toBeDefined();
});
