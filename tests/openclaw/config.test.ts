import { afterAll, beforeAll, expect, test } from "vitest";
import { controlOf } from "../../components/panels/config/config-facts.ts";
import type { WireClient } from "../../server/hub/testing/wire-client.ts";
import { parseConfig, setInConfig } from "../../server/protocol/config-document.ts";
import { type RealStage, STAGE_MS, startRealStage } from "../support/real-stage.ts";
import { ask, openWire } from "../support/wire.ts";

let stage: RealStage;
let wire: WireClient;

beforeAll(async () => {
  stage = await startRealStage();
  wire = await openWire(stage.server);
}, STAGE_MS);

afterAll(async () => {
  await wire?.close();
  await stage?.[Symbol.asyncDispose]();
});

test("a real gateway's settings are looked up place by place, as the form does", async () => {
  const root = await ask(wire, "config.schema.lookup", { path: "." });
  expect(root.children.length).toBeGreaterThan(10);
  const logging = await ask(wire, "config.schema.lookup", { path: "logging" });
  expect(logging.children.map(({ path }) => path)).toContain("logging.level");
  const level = await ask(wire, "config.schema.lookup", { path: "logging.level" });
  expect(controlOf(level.schema, false)).toMatchObject({ kind: "choice", choices: expect.arrayContaining(["debug"]) });
});

test("a real gateway's configuration is saved on the version that was read, and a stale save is refused", async () => {
  const before = await ask(wire, "config.get", {});
  expect(before).toMatchObject({ exists: true, valid: true, hash: expect.any(String), raw: expect.any(String) });
  expect(JSON.stringify(before)).not.toContain(stage.openclaw.token);
  const raw = setInConfig(before.raw ?? "", ["logging", "level"], "debug");
  await ask(wire, "config.set", { raw, baseHash: before.hash });
  const after = await ask(wire, "config.get", {});
  expect(parseConfig(after.raw ?? "")).toMatchObject({ logging: { level: "debug" } });
  expect(after.hash).not.toBe(before.hash);
  for (const method of ["config.set", "config.patch"]) {
    const stale = await wire.req(method, { raw: "{ logging: { level: 'warn' } }", baseHash: before.hash });
    expect(stale.ok).toBe(false);
  }
  expect((await ask(wire, "config.get", {})).hash).toBe(after.hash);
  // While it takes its settings over it has no models for a moment.
  const models = setInConfig(after.raw ?? "", ["models", "providers", "tests", "models", 0, "name"], "Renamed");
  await ask(wire, "config.set", { raw: models, baseHash: after.hash });
  expect((await ask(wire, "models.list", {})).models).toMatchObject([{ id: "tests/test-model" }]);
  const named = async () => (await ask(wire, "models.list", {})).models[0]?.name;
  await expect.poll(named).toBe("Renamed");
});
