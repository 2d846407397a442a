import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MissionControl } from "../support/mission-control.ts";
import { OpenClaw } from "../support/openclaw.ts";
import { ask, defaultGatewayReady, openWire } from "../support/wire.ts";

let openclaw: OpenClaw;
let embedded: MissionControl;
let remote: MissionControl;

beforeAll(async () => {
  openclaw = await OpenClaw.start();
  embedded = await MissionControl.start();
  const env = { OPENCLAW_GATEWAY_URL: openclaw.url, OPENCLAW_GATEWAY_TOKEN: openclaw.token };
  remote = await MissionControl.start({ env });
  await defaultGatewayReady(remote);
}, 180_000);

afterAll(async () => {
  await embedded?.[Symbol.asyncDispose]();
  await remote?.[Symbol.asyncDispose]();
  await openclaw?.[Symbol.asyncDispose]();
});

approvalsContract("embedded", () => embedded);
approvalsContract("OpenClaw", () => remote);

/** What the panel of approvals reads and does, on either kind of gateway. */
function approvalsContract(name: string, server: () => MissionControl): void {
  describe(`approvals: ${name}`, () => {
    test("the rules are changed only by who has read them as they are", async () => {
      const wire = await openWire(server());
      const { hash, file } = await ask(wire, "exec.approvals.get", {});
      const agents = {
        ...file.agents,
        main: { security: "allowlist", ask: "on-miss", allowlist: [{ pattern: "git" }] },
      };
      const set = { file: { version: 1, agents }, baseHash: hash };
      expect(await wire.req("exec.approvals.set", set)).toMatchObject({ ok: true });
      const after = await ask(wire, "exec.approvals.get", {});
      expect(after.hash).not.toBe(hash);
      expect(after.file.agents?.main).toMatchObject({ security: "allowlist", allowlist: [{ pattern: "git" }] });
      expect((await wire.req("exec.approvals.set", set)).ok).toBe(false);
    });
  });
}
