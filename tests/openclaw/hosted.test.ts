import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { numberedTokens } from "../../server/embedded/testing/openai-script.ts";
import { WireClient } from "../../server/hub/testing/wire-client.ts";
import { HostedMissionControl } from "../support/clerk.ts";
import { OpenClaw } from "../support/openclaw.ts";
import { ask, chatEvents, endOf } from "../support/wire.ts";

const PEOPLE = ["anna", "ben"] as const;
const TOKENS = 600;

let hosted: HostedMissionControl;
let gateways: OpenClaw[];

beforeAll(async () => {
  gateways = await Promise.all(PEOPLE.map(() => OpenClaw.start()));
  hosted = await HostedMissionControl.start();
  for (const [index, name] of PEOPLE.entries()) {
    const { url, token } = gateways[index] ?? {};
    if (url && token) await hosted.give(name, { state: "ready", url, token });
  }
}, 180_000);

afterAll(async () => {
  await hosted?.[Symbol.asyncDispose]();
  await Promise.all((gateways ?? []).map((gateway) => gateway[Symbol.asyncDispose]()));
});

test("two people talk to a real gateway each: neither hears of the other, and a sign-in renewed in mid-answer costs no word", {
  timeout: 240_000,
}, async () => {
  const [anna, ben] = [await come("anna"), await come("ben")];
  const runs = await Promise.all(
    [anna, ben].map((wire, index) =>
      ask(wire, "chat.send", {
        sessionKey: `agent:main:of-${PEOPLE[index]}`,
        message: `stream ${TOKENS} every 2 ms`,
        idempotencyKey: `run-of-${PEOPLE[index]}`,
      }),
    ),
  );
  await anna.frame(({ event, payload }) => event === "chat" && JSON.stringify(payload).includes('"state":"delta"'));
  anna.send({ type: "auth", token: hosted.token({ sub: "anna" }) });
  for (const [index, wire] of [anna, ben].entries()) {
    const { runId } = runs[index] ?? { runId: "" };
    await endOf(wire, runId);
    const deltas = chatEvents(wire, runId).map((said) => (said.state === "delta" ? said.deltaText : ""));
    const answer = numberedTokens(TOKENS).join("");
    expect(answer.startsWith(deltas.join(""))).toBe(true);
    // What the deltas had not told yet when the answer was stored stands in its message.
    const stored = wire.frames.filter(({ event }) => event === "session.message").map((frame) => JSON.stringify(frame));
    expect(stored.filter((frame) => frame.includes(JSON.stringify(answer)))).toHaveLength(1);
    const other = PEOPLE[1 - index] ?? "";
    expect(JSON.stringify(wire.frames)).not.toContain(`of-${other}`);
    expect(JSON.stringify(wire.frames)).not.toContain(gateways[0]?.token);
    const { sessions } = await ask(wire, "sessions.list", {});
    expect(sessions.map(({ key }) => key)).toEqual([`agent:main:of-${PEOPLE[index]}`]);
  }
});

/** Connects as a person whose gateway is ready. */
async function come(sub: string): Promise<WireClient> {
  const wire = new WireClient(hosted.server.wsUrl, { headers: { cookie: `__session=${hosted.token({ sub })}` } });
  onTestFinished(() => wire.close());
  await wire.frame({ type: "connected" });
  const changes = () => wire.frames.filter(({ event }) => event === "container.changed").length;
  for (;;) {
    const seen = changes();
    if ((await ask(wire, "container.status", {})).state === "ready") return wire;
    await wire.frame(() => changes() > seen);
  }
}
