import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ConfigError, isLoopback, issuesOf, readConfig } from "./config.ts";

const home = () => mkdtempSync(join(tmpdir(), "mission-control-config-"));

function settingsOf(argv: string[], env: NodeJS.ProcessEnv = { NODE_ENV: "test" }) {
  const command = readConfig(argv, env);
  if (command.run !== "serve") throw new Error(`expected to serve, not ${command.run}`);
  return command.config.settings;
}

function messageOf(argv: string[], env: NodeJS.ProcessEnv = { NODE_ENV: "test" }): string {
  try {
    readConfig(argv, env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return error instanceof Error ? error.message : "";
  }
  throw new Error("expected a ConfigError");
}

function withFile(text: string): string[] {
  const dir = home();
  writeFileSync(join(dir, "config.json5"), text);
  return ["--home", dir];
}

describe("configuration", () => {
  test("a flag wins over the environment, the environment over the file, the file over the default", () => {
    const argv = withFile("{ port: 1001, log: { level: 'warn' }, limits: { concurrentRuns: 2 } }");
    const env: NodeJS.ProcessEnv = { NODE_ENV: "test", PORT: "1002", MISSION_CONTROL_LOG_LEVEL: "debug" };
    const settings = settingsOf([...argv, "--port", "1003"], env);
    expect(settings.port).toBe(1003);
    expect(settings["log.level"]).toBe("debug");
    expect(settings["limits.concurrentRuns"]).toBe(2);
    expect(settings.host).toBe("127.0.0.1");
  });

  test("an empty environment variable counts as not given", () => {
    expect(settingsOf(["--home", home()], { NODE_ENV: "test", PORT: "" }).port).toBe(18789);
  });

  test.each([
    [["--port", "x"], /--port .*whole number from 0 to 65535/],
    [["--port", "70000"], /--port .*65535/],
    [["--nope"], /--nope.*--help/],
    [["serve"], /serve.*--help/],
    [["--config", "/nowhere/config.json5"], /\/nowhere\/config\.json5 cannot be read \(ENOENT\).*--config/],
  ])("%j is refused in one sentence that says what to do", (argv, expected) => {
    expect(messageOf(argv)).toMatch(expected);
    expect(messageOf(argv)).not.toContain("\n");
  });

  test.each([
    ["{ port: ", /is not JSON5/],
    ["[1]", /must hold one object/],
    ["{ prot: 1 }", /unknown setting "prot"/],
    ["{ gateway: { pathh: '/x' } }", /unknown setting "gateway.pathh"/],
    ["{ gateway: { enabled: 'yes' } }", /"gateway.enabled".*true or false/],
    ["{ auth: { mode: 'open' } }", /"auth.mode".*"token" or "none"/],
  ])("the file %s is refused by name", (text, expected) => {
    expect(messageOf(withFile(text))).toMatch(expected);
  });

  test("a secret is not repeated when it is refused", () => {
    expect(messageOf([], { NODE_ENV: "test", MISSION_CONTROL_TOKEN: "hunter2" })).not.toContain("hunter2");
  });

  test("no authentication is refused unless every address is loopback", () => {
    const open: NodeJS.ProcessEnv = { NODE_ENV: "test", MISSION_CONTROL_AUTH: "none" };
    expect(settingsOf(["--home", home()], open)["auth.mode"]).toBe("none");
    expect(messageOf(["--host", "0.0.0.0"], open)).toMatch(/refused on 0\.0\.0\.0/);
    expect(messageOf(withFile("{ listeners: [{ host: '10.0.0.5', port: 8000 }] }"), open)).toMatch(/10\.0\.0\.5/);
  });

  test("the help names every flag and variable", () => {
    const command = readConfig(["--help"], { NODE_ENV: "test" });
    const text = command.run === "help" ? command.text : "";
    const names = [
      "--port",
      "PORT",
      "--host",
      "HOST",
      "MISSION_CONTROL_HOME",
      "MISSION_CONTROL_TOKEN",
      "MISSION_CONTROL_AUTH",
    ];
    for (const name of [...names, "OPENAI_BASE_URL", "OPENAI_API_KEY", "ANTHROPIC_API_KEY", "MISSION_CONTROL_MODEL"]) {
      expect(text).toContain(name);
    }
  });

  test("proxies are trusted by their address or network", () => {
    const good = withFile("{ gateway: { trustedProxies: ['10.0.0.0/8', '::1'] } }");
    expect(settingsOf(good)["gateway.trustedProxies"]).toEqual(["10.0.0.0/8", "::1"]);
    expect(messageOf(withFile("{ gateway: { trustedProxies: ['proxy.local'] } }"))).toMatch(
      /gateway\.trustedProxies: "proxy\.local" is no address/,
    );
    expect(issuesOf({ gateway: { trustedProxies: ["10.0.0.0/99"] } })).toMatchObject([
      { path: "gateway.trustedProxies", message: expect.stringContaining("10.0.0.0/99") },
    ]);
  });

  test.each(["127.0.0.1", "127.1.2.3", "localhost", "::1"])("%s is loopback", (host) =>
    expect(isLoopback(host)).toBe(true),
  );
  test.each(["0.0.0.0", "::", "10.0.0.1", "127.evil.com", "localhost.evil.com"])("%s is not loopback", (host) =>
    expect(isLoopback(host)).toBe(false),
  );
});
