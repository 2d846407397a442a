import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Emit } from "./event-bus.ts";
import { temporaryFolder } from "./testing/gateway.ts";
import { MAX_WATCHED, WorkspaceFeed } from "./workspace-feed.ts";

test("of more folders than are watched, the one that was looked at longest ago is let go", async () => {
  const home = await temporaryFolder();
  const told: string[] = [];
  let heard = () => {};
  const emit: Emit = (event, payload) => {
    if (event === "workspace.changed" && "changes" in payload) told.push(payload.agentId);
    heard();
  };
  const feed = new WorkspaceFeed({ folderOf: (id) => join(home, id), emit, onFault: () => {} });
  onTestFinished(() => feed.close());
  const ids = Array.from({ length: MAX_WATCHED + 1 }, (_, index) => `a${index}`);
  for (const id of ids) {
    await mkdir(join(home, id));
    await feed.follow(id);
    // Looked at again and again, it is never the oldest.
    if (id !== "a0") await feed.follow("a0");
  }
  await writeFile(join(home, "a1", "unheard.md"), "");
  const last = new Promise<void>((resolve) => {
    heard = () => told.includes("a0") && resolve();
  });
  await writeFile(join(home, "a0", "heard.md"), "");
  await last;
  expect(told).toEqual(["a0"]);
});
