import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { FleetReads } from "../../hooks/fleet/fleet-reads.ts";
import { approvalsAfter } from "../../hooks/reducers/approvals.ts";
import { reduceSessions } from "../../hooks/reducers/sessions.ts";
import { numberedTokens } from "../../server/embedded/testing/openai-script.ts";
import type { SessionsChangedEvent } from "../../server/protocol/events.ts";
import { textOf } from "../../server/protocol/messages.ts";
import { MissionControl } from "../support/mission-control.ts";
import { OpenClaw } from "../support/openclaw.ts";
import { openPanelClient, type PanelClient } from "../support/panel-client.ts";
import { ask, openWire, untilGateway } from "../support/wire.ts";

const NAMES = ["Attic", "Basement", "Cellar"] as const;
const LIMIT = 200;

let openclaws: OpenClaw[] = [];
let server: MissionControl;
/** Ids of the gateways, in the order of their names. */
let ids: string[];
let page: PanelClient;

beforeAll(async () => {
  openclaws = await Promise.all(NAMES.map(() => OpenClaw.start()));
  server = await MissionControl.start();
  const wire = await openWire(server);
  ids = [];
  for (const [at, name] of NAMES.entries()) {
    const { url, token } = openclawAt(at);
    ids.push((await ask(wire, "gateways.add", { name, url, token })).id);
  }
  for (const id of ids) await untilGateway(wire, id, ({ status }) => status.state === "ready");
  await wire.close();
  page = openPanelClient(() => server.wsUrl, (await readFile(join(server.home, "token"), "utf8")).trim());
  await page.ready();
}, 240_000);

afterAll(async () => {
  page?.client.close();
  await server?.[Symbol.asyncDispose]();
  await Promise.all(openclaws.map((openclaw) => openclaw[Symbol.asyncDispose]()));
});

test("sessions and commands that wait on three gateways are one list each, live, and decided where they wait", async () => {
  const sessions = merged(
    new FleetReads<"sessions.list">({
      client: page.client,
      method: "sessions.list",
      params: { limit: LIMIT },
      reduce: (list, { event, payload }) =>
        event === "sessions.changed" ? reduceSessions(list, payload as SessionsChangedEvent, { limit: LIMIT }) : list,
    }),
  );
  const approvals = merged(
    new FleetReads<"exec.approval.list">({
      client: page.client,
      method: "exec.approval.list",
      params: {},
      reduce: approvalsAfter("exec.approval"),
    }),
  );
  const key = `agent:main:fleet-${randomUUID()}`;
  for (const id of ids) await askAlways(id);
  await Promise.all(ids.map((id, at) => say(id, key, `call exec {"command":"echo ${NAMES[at]}"}`)));

  const waiting = () =>
    ids.map(
      (id) =>
        approvals.snapshot
          .get(id)
          ?.data?.map(({ request }) => request.command)
          .join() ?? "",
    );
  await expect.poll(waiting).toEqual(NAMES.map((name) => `echo ${name}`));
  // One key on all three: each is its own session.
  const held = () => ids.map((id) => sessions.snapshot.get(id)?.data?.sessions.some((row) => row.key === key));
  await expect.poll(held).toEqual([true, true, true]);

  const [first] = approvals.snapshot.get(ids[1] ?? "")?.data ?? [];
  await page.client.request("exec.approval.resolve", { id: first?.id ?? "", decision: "deny" }, { gateway: ids[1] });
  await expect.poll(waiting).toEqual(["echo Attic", "", "echo Cellar"]);
}, 240_000);

test("one that is killed takes nothing from the other two, and is back by itself", async () => {
  const key = `agent:main:kill-${randomUUID()}`;
  const from = page.events.length;
  const runs = await Promise.all(ids.map((id) => say(id, key, "stream 1500 every 3 ms")));
  const heard = (at: number) =>
    page.events.slice(from).filter(({ gateway, event }) => gateway === ids[at] && event === "chat").length;
  await expect.poll(() => Math.min(...ids.map((_id, at) => heard(at)))).toBeGreaterThan(3);
  await openclawAt(2).stop("SIGKILL");

  const endOf = (at: number) =>
    page.events
      .slice(from)
      .filter(({ gateway, event }) => gateway === ids[at] && event === "chat")
      .map(({ payload }) => payload as { runId: string; state: string })
      .filter(({ runId, state }) => runId === runs[at] && ["final", "aborted", "error"].includes(state))
      .map(({ state }) => state);
  await expect.poll(() => [endOf(0), endOf(1)]).toEqual([["final"], ["final"]]);
  await expect.poll(states).toEqual(["ready", "ready", "unavailable"]);
  const changed = page.events.slice(from).filter(({ event }) => event === "gateways.changed");
  expect(new Set(changed.map(({ payload }) => (payload as { id: string }).id))).toEqual(new Set([ids[2]]));
  for (const at of [0, 1]) {
    const { messages } = await page.client.request("chat.history", { sessionKey: key }, { gateway: ids[at] });
    const answer = messages.findLast(({ role }) => role === "assistant");
    expect(answer && textOf(answer).trim()).toBe(numberedTokens(1_500).join("").trim());
  }
  await openclawAt(2).run();
  await expect.poll(states).toEqual(["ready", "ready", "ready"]);
  expect(await openclawAt(2).history(key)).not.toEqual([]);
}, 240_000);

function openclawAt(at: number): OpenClaw {
  const openclaw = openclaws[at];
  if (!openclaw) throw new Error(`there is no gateway ${at}`);
  return openclaw;
}

async function states(): Promise<(string | undefined)[]> {
  const { gateways } = await page.client.request("gateways.list", {});
  return ids.map((id) => gateways.find((gateway) => gateway.id === id)?.status.state);
}

/** Reads all three, as a merged list of a panel does. */
function merged<M extends string>(reads: FleetReads<M>): FleetReads<M> {
  onTestFinished(() => reads.close());
  reads.setReady(new Set(ids), new Set(ids));
  return reads;
}

/** @returns the run's id */
async function say(gateway: string, sessionKey: string, message: string): Promise<string> {
  const idempotencyKey = randomUUID();
  await page.client.request("chat.send", { sessionKey, message, idempotencyKey }, { gateway });
  return idempotencyKey;
}

async function askAlways(gateway: string): Promise<void> {
  const { hash } = await page.client.request("exec.approvals.get", {}, { gateway });
  const main = { security: "allowlist" as const, ask: "always" as const, allowlist: [] };
  await page.client.request(
    "exec.approvals.set",
    { file: { version: 1, agents: { main } }, baseHash: hash },
    { gateway },
  );
}
