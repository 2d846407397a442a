import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { conversations, differences, play } from "../support/golden.ts";
import { MissionControl } from "../support/mission-control.ts";

describe.each(["channels", "jsonrpc", "native", "openclaw", "rooms"])("golden frames: %s", async (name) => {
  let server: MissionControl;
  let token: string;
  beforeAll(async () => {
    server = await MissionControl.start();
    token = (await readFile(join(server.home, "token"), "utf8")).trim();
  });
  afterAll(() => server?.[Symbol.asyncDispose]());

  test.each(await conversations(name))("$title", async (conversation) => {
    const options = { url: `ws://127.0.0.1:${server.port}`, token };
    await play(conversation, options, (frame, expected) => expect(differences(frame, expected)).toEqual([]));
  });
});

describe("a golden frame", () => {
  test.each([
    [{ a: 1 }, { a: 2 }],
    [{ a: 1, b: 2 }, { a: 1 }],
    [{ a: "1" }, { a: "<number>" }],
    [{ a: 1 }, { a: "<text>" }],
    [[1, 2], [1]],
    [{}, { a: 1, "…": "…" }],
  ])("%j is not %j", (frame, expected) => {
    expect(differences(frame, expected)).toHaveLength(1);
  });
});
