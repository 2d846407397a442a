import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigSchemaLookupResultSchema, ConfigSchemaResponseSchema } from "@openclaw/gateway-protocol";
import { Value } from "typebox/value";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { configRules } from "../../boot/config-rules.ts";
import { isRecord, REDACTED } from "../../protocol/config-document.ts";
import type { ConfigCheck, ConfigSaved, ConfigSnapshot, ConfigVersion } from "../../protocol/configuration.ts";
import type { SettingPath } from "../../settings.ts";
import { createRegistry } from "../registry.ts";
import { configMethods } from "./config.ts";
import { ConfigFile, MAX_VERSIONS } from "./config-file.ts";

const SECRET = "hush-hush-hush-hush";
const TEXT = `// mine
{
  port: 4000, // the port
  auth: { token: '${SECRET}' },
}
`;

let dir: string;
let file: string;
let levels: string[];
let events: string[];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "mission-control-config-"));
  file = join(dir, "config.json5");
  levels = [];
  events = [];
});
afterEach(() => rm(dir, { recursive: true }));

function open(overrides: ReadonlyMap<SettingPath, string> = new Map()) {
  const registry = createRegistry(
    [
      configMethods({
        file: new ConfigFile({ file, historyDir: join(dir, "history"), clock: () => 1_700_000_000_000 }),
        rules: configRules({ version: "1", overrides, live: { "log.level": (level) => void levels.push(level) } }),
        emit: (event) => void events.push(event),
      }),
    ],
    () => true,
  );
  const principal = { id: "p", name: "P", scopes: ["operator.admin" as const] };
  const call = (method: string, params: unknown) => registry.call(method, params, { principal });
  return {
    call,
    get: async () => (await call("config.get", {})) as ConfigSnapshot,
    set: async (raw: string, baseHash?: string) => (await call("config.set", { raw, baseHash })) as ConfigSaved,
  };
}

describe("the configuration", () => {
  test("without a file a save makes it, for this user only", async () => {
    const config = open();
    expect(await config.get()).toMatchObject({ exists: false, raw: null, valid: true, config: { port: 18789 } });
    const saved = await config.set("{ port: 4000 }\n");
    expect(saved).toMatchObject({ ok: true, changedPaths: ["port"], needRestart: ["port"], applied: [] });
    expect(await readFile(file, "utf8")).toBe("{ port: 4000 }\n");
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await config.get()).hash).toBe(saved.hash);
    expect(events).toEqual(["config.changed"]);
  });

  test("secrets are never shown, and a save of what was shown keeps them and the comments", async () => {
    await writeFile(file, TEXT);
    const config = open();
    const snapshot = await config.get();
    expect(JSON.stringify(snapshot)).not.toContain(SECRET);
    expect(snapshot.raw).toContain(REDACTED);
    await config.set(snapshot.raw?.replace("4000", "4001") ?? "", snapshot.hash);
    expect(await readFile(file, "utf8")).toBe(TEXT.replace("4000", "4001"));
    expect(JSON.stringify(await config.call("config.history", {}))).not.toContain(SECRET);
  });

  test("inside of lists what is a secret is hidden, and nothing else", async () => {
    const hook = "{ name: 'h', agentId: 'main', sessionKey: 'agent:main:h', auth: { secret: 'sixteen-characters' } }";
    await writeFile(file, `{ auth: { allowedOrigins: ['https://a.example'] }, hooks: [${hook}] }`);
    expect((await open().get()).parsed).toEqual({
      auth: { allowedOrigins: ["https://a.example"] },
      hooks: [{ name: "h", agentId: "main", sessionKey: "agent:main:h", auth: { secret: REDACTED } }],
    });
  });

  test("a stale base, or none, is refused and nothing is written", async () => {
    await writeFile(file, TEXT);
    const config = open();
    const { hash } = await config.get();
    await expect(config.set("{}")).rejects.toMatchObject({ code: "INVALID_REQUEST" });
    await writeFile(file, "{ port: 1 }");
    await expect(config.set("{}", hash)).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(config.call("config.patch", { raw: "{}", baseHash: hash })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    expect(await readFile(file, "utf8")).toBe("{ port: 1 }");
  });

  test("of two saves on one version the second is refused", async () => {
    const config = open();
    const { hash } = await config.set("{ port: 1 }");
    const saves = await Promise.allSettled([config.set("{ port: 2 }", hash), config.set("{ port: 3 }", hash)]);
    expect(saves.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    expect(await readFile(file, "utf8")).toBe("{ port: 2 }");
  });

  test("what cannot be is refused at its setting", async () => {
    const config = open();
    const tries = [
      ["{ port: 'x' }", "port"],
      ["{ nonsense: 1 }", "nonsense"],
      ["{ auth: { mode: 'none' }, host: '0.0.0.0' }", "auth.mode"],
      ["{ port: ", ""],
      [`{ auth: { token: "${REDACTED}" } }`, ""],
    ] as const;
    for (const [raw, path] of tries) {
      await expect(config.set(raw)).rejects.toMatchObject({
        code: "INVALID_REQUEST",
        details: { issues: [expect.objectContaining({ path })] },
      });
      expect(await config.call("config.check", { raw })).toMatchObject({ valid: false, issues: [{ path }] });
    }
    expect((await config.get()).exists).toBe(false);
  });

  test("a dry run tells what would happen and writes nothing", async () => {
    const config = open();
    const raw = "{ port: 1, log: { level: 'debug' } }";
    const check = (await config.call("config.check", { raw })) as ConfigCheck;
    expect(check).toMatchObject({ valid: true, applied: ["log.level"], needRestart: ["port"] });
    expect(levels).toEqual([]);
    expect(await readdir(dir)).toEqual([]);
  });

  test("what can be is in force at once, unless a flag or a variable decides", async () => {
    const raw = "{ log: { level: 'debug' } }";
    expect(await open().set(raw)).toMatchObject({ applied: ["log.level"], needRestart: [] });
    expect(levels).toEqual(["debug"]);
    const overridden = open(new Map([["log.level", "--log-level"]]));
    const { hash, warnings } = await overridden.get();
    expect(warnings).toEqual([{ path: "log.level", message: expect.stringContaining("--log-level") }]);
    expect(await overridden.set("{ log: { level: 'warn' } }", hash)).toMatchObject({ needRestart: ["log.level"] });
    expect(levels).toEqual(["debug"]);
  });

  test("a patch merges and keeps comments; a list that loses entries must be named", async () => {
    await writeFile(file, TEXT.replace("auth:", "listeners: [{ port: 1 }, { port: 2 }],\n  auth:"));
    const config = open();
    const { hash: baseHash } = await config.get();
    const raw = "{ listeners: [{ port: 1 }] }";
    await expect(config.call("config.patch", { raw, baseHash })).rejects.toThrow(/replacePaths/);
    await config.call("config.patch", { raw, baseHash, replacePaths: ["listeners"] });
    const text = await readFile(file, "utf8");
    expect(text).toContain("// the port");
    expect(text).toContain(SECRET);
    expect(text).not.toContain("port: 2");
  });

  test("an earlier version comes back with its own secrets, and the number of versions has a bound", async () => {
    await writeFile(file, TEXT);
    const config = open();
    let { hash } = await config.get();
    ({ hash } = await config.set("{ auth: { token: 'another-secret-here' } }", hash));
    const { versions } = (await config.call("config.history", {})) as { versions: ConfigVersion[] };
    expect(versions).toHaveLength(1);
    ({ hash } = (await config.call("config.rollback", { id: versions[0]?.id, baseHash: hash })) as ConfigSaved);
    expect(await readFile(file, "utf8")).toBe(TEXT);
    for (let port = 0; port < MAX_VERSIONS + 3; port++) ({ hash } = await config.set(`{ port: ${port} }`, hash));
    expect(await readdir(join(dir, "history"))).toHaveLength(MAX_VERSIONS);
    await expect(
      config.call("config.rollback", { id: "1600000000000-00000000", baseHash: hash }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("saving what the file holds writes no version", async () => {
    await writeFile(file, TEXT);
    const config = open();
    const { raw, hash } = await config.get();
    expect(await config.set(raw ?? "", hash)).toMatchObject({ noop: true });
    expect(await readdir(dir)).toEqual(["config.json5"]);
  });

  test("a file that is no JSON5 is told of and none of it shown", async () => {
    await writeFile(file, `{ auth: { token: '${SECRET}'`);
    const snapshot = await open().get();
    expect(snapshot).toMatchObject({ valid: false, raw: null, issues: [{ path: "" }] });
    expect(JSON.stringify(snapshot)).not.toContain(SECRET);
  });

  test("the schema is told in OpenClaw's shapes, whole and by place", async () => {
    const { call } = open();
    expect(Value.Errors(ConfigSchemaResponseSchema, await call("config.schema", {}))).toEqual([]);
    for (const path of [".", "auth", "auth.mode", "listeners", "listeners.0.port", "hooks[].auth"]) {
      const found = await call("config.schema.lookup", { path });
      expect(Value.Errors(ConfigSchemaLookupResultSchema, found)).toEqual([]);
    }
    const level = await call("config.schema.lookup", { path: "log.level" });
    expect(await call("config.schema.lookup", { path: "log" })).toMatchObject({
      children: [{ key: "level", path: "log.level", reloadKind: "hot", hasChildren: false }],
      // A form needs no question more for what has nothing below it.
      schema: { properties: { level: isRecord(level) && level.schema } },
    });
    expect(await call("config.schema.lookup", { path: "." })).not.toHaveProperty("schema.properties.log");
    const log = expect.objectContaining({ key: "log", hint: { help: "What is written down." } });
    expect(await call("config.schema.lookup", { path: "." })).toMatchObject({
      children: expect.arrayContaining([log]),
    });
    await expect(call("config.schema.lookup", { path: "no.such" })).rejects.toMatchObject({ code: "INVALID_REQUEST" });
  });
});
