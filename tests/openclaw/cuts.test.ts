import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as rest } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { WireClient } from "../../server/hub/testing/wire-client.ts";
import type { Message } from "../../server/protocol/messages.ts";
import { textOf } from "../../server/protocol/messages.ts";
import { CuttingProxy } from "../support/cutting-proxy.ts";
import type { MissionControl } from "../support/mission-control.ts";
import { OpenClaw } from "../support/openclaw.ts";
import { STAGE_MS, startBefore } from "../support/real-stage.ts";
import { ask, defaultGatewayReady, endOf, openWire } from "../support/wire.ts";

/** Runs of the long form: `CUTS=50 npm test -- openclaw`. */
const RUNS = Number(process.env.CUTS ?? 4);
const CUTS_A_RUN = 3;

let openclaw: OpenClaw;
let proxy: CuttingProxy;
let server: MissionControl;

beforeAll(async () => {
  openclaw = await OpenClaw.start();
  proxy = await CuttingProxy.start({ port: openclaw.port });
  server = await startBefore(openclaw, `ws://127.0.0.1:${proxy.port}`);
}, STAGE_MS);

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await proxy?.[Symbol.asyncDispose]();
  await openclaw?.[Symbol.asyncDispose]();
});

describe("RES-5: a gateway's connection that breaks", () => {
  test(
    `${RUNS} answers, each cut ${CUTS_A_RUN} times in the middle, end in the gateway's own transcript`,
    async () => {
      for (let run = 0; run < RUNS; run++) {
        const wire = await openWire(server);
        const sessionKey = `agent:main:cut-${randomUUID()}`;
        const runId = randomUUID();
        await ask(wire, "chat.send", { sessionKey, message: "stream 900 every 2 ms", idempotencyKey: runId });
        for (let cut = 0; cut < CUTS_A_RUN; cut++) {
          await rest(Math.random() * 700);
          proxy.cut();
        }
        await endOf(wire, runId);
        await defaultGatewayReady(server);
        await expectSameTranscript(wire, sessionKey);
        await wire.close();
      }
    },
    60_000 * RUNS,
  );

  test.each(["SIGTERM", "SIGKILL"] as const)(
    "a gateway ended by %s and started again: nothing is doubled, nothing is lost",
    async (signal) => {
      const wire = await openWire(server);
      const sessionKey = `agent:main:restart-${randomUUID()}`;
      const first = randomUUID();
      await ask(wire, "chat.send", { sessionKey, message: "stream 50", idempotencyKey: first });
      await endOf(wire, first);
      const broken = randomUUID();
      await ask(wire, "chat.send", { sessionKey, message: "stream 3000 every 3 ms", idempotencyKey: broken });
      await wire.frame(({ event, payload }) => event === "chat" && isDeltaOf(payload, broken));
      await openclaw.stop(signal);
      await openclaw.run();
      await defaultGatewayReady(server);
      await expectSameTranscript(wire, sessionKey);
      await wire.close();
    },
    180_000,
  );

  test("a message that waited in a gateway that was killed is told as interrupted", async () => {
    const wire = await openWire(server);
    const sessionKey = `agent:main:waiting-${randomUUID()}`;
    const broken = randomUUID();
    await ask(wire, "chat.send", { sessionKey, message: "stream 3000 every 3 ms", idempotencyKey: broken });
    await wire.frame(({ event, payload }) => event === "chat" && isDeltaOf(payload, broken));
    const waiting = randomUUID();
    await ask(wire, "chat.send", { sessionKey, message: "and this", idempotencyKey: waiting });
    await openclaw.stop("SIGKILL");
    await openclaw.run();
    await defaultGatewayReady(server);
    const { pendingInputs, messages } = await ask(wire, "chat.history", { sessionKey });
    expect(messages.map(textOf)).not.toContain("and this");
    const [input] = pendingInputs.items;
    expect(input).toMatchObject({ runId: waiting, state: "interrupted" });
    expect(input && textOf(input.message)).toBe("and this");
    await wire.close();
  }, 180_000);

  test("the gateway's token is in no frame, no page, no log line and no file in clear", async () => {
    const wire = await openWire(server);
    await ask(wire, "gateways.list", {});
    await wire.req("gateways.test", { url: `ws://127.0.0.1:${proxy.port}`, token: `${openclaw.token}-wrong` });
    await wire.req("config.get", {});
    const page = await fetch(`${server.url}/sign-in`).then((answer) => answer.text());
    const files = await readdir(server.home, { recursive: true, withFileTypes: true });
    const kept = await Promise.all(
      files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), "latin1")),
    );
    const everything = [page, server.output, ...wire.frames.map((frame) => JSON.stringify(frame)), ...kept];
    expect(everything.filter((text) => text.includes(openclaw.token))).toEqual([]);
    await wire.close();
  });
});

/** The gateway's own history, what we answer, and what was told live must be the same messages. */
async function expectSameTranscript(wire: WireClient, sessionKey: string): Promise<void> {
  // What it still writes down between one look and the next is in both of the ones after.
  await vi.waitFor(
    async () => {
      const ours = (await ask(wire, "chat.history", { sessionKey })).messages;
      const theirs = await openclaw.history(sessionKey);
      expect(ours.map(textOf)).toEqual(theirs.map(textOf));
      const told = wire.frames
        .filter(({ event }) => event === "session.message")
        .map(({ payload }) => payload as { sessionKey: string; message: Message })
        .filter((payload) => payload.sessionKey === sessionKey)
        .map(({ message }) => message.__openclaw.id);
      expect(told).toEqual(ours.map(({ __openclaw: { id } }) => id));
    },
    { timeout: 90_000, interval: 200 },
  );
}

function isDeltaOf(payload: unknown, runId: string): boolean {
  return JSON.stringify(payload).includes(`"${runId}"`) && JSON.stringify(payload).includes('"state":"delta"');
}
