import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CuttingProxy } from "../support/cutting-proxy.ts";
import { tokenOf } from "../support/http.ts";
import { MissionControl } from "../support/mission-control.ts";

const PYTHON = process.env.PYTHON ?? "/usr/bin/python3";

let server: MissionControl;
let token: string;

beforeAll(async () => {
  server = await MissionControl.start();
  token = await tokenOf(server);
});

afterAll(() => server?.[Symbol.asyncDispose]());

describe("the examples", () => {
  test("TypeScript: prints what the agent thinks and says", async () => {
    const { code, stdout, stderr } = await run(process.execPath, ["client.ts", "status"], { url: server.wsUrl }).ended;
    expect(code).toBe(0);
    expect(stderr).toMatch(/\w/);
    expect(stdout).toMatch(/gateway/);
  });

  test("TypeScript, RES-2: a connection that drops costs nothing of the answer, and nothing comes twice", async () => {
    await using proxy = await CuttingProxy.start(server);
    const url = `ws://127.0.0.1:${proxy.port}/ws`;
    const client = run(process.execPath, ["client.ts", "stream 300 every 5 ms"], { url });
    await client.printed(3);
    proxy.cut();
    const { code, stdout, stderr } = await client.ended;
    expect(stderr).toContain("[connection lost, trying again]");
    const { stdout: undisturbed } = await run(process.execPath, ["client.ts", "stream 300"], { url }).ended;
    expect({ code, stdout }).toEqual({ code: 0, stdout: undisturbed });
  });

  test("TypeScript: a token that is not good is said once, and not tried again", async () => {
    const { code, stderr } = await run(process.execPath, ["client.ts"], { url: server.wsUrl, token: "wrong" }).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^\[refused: .+\]\n$/);
  });

  test("Python: prints the reply", async () => {
    const { code, stdout, stderr } = await run(PYTHON, ["client.py", "thanks"], { url: server.wsUrl }).ended;
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: expect.stringContaining("You're welcome"),
      stderr: "agents: main\nwriting …\ndone.\n",
    });
  });

  test("shell: asks for models, answers, sessions and a method", async () => {
    const { code, stdout, stderr } = await run("/bin/sh", ["client.sh", 'thanks "a lot" \\o/'], { url: server.url })
      .ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain('"id":"agent/main"');
    expect(stdout.match(/You're welcome/g)?.length).toBeGreaterThan(0);
    expect(stdout).toContain("data: [DONE]");
    expect(stdout).toContain('"sessions":[');
    expect(stdout).toContain('{"ok":true,"payload":');
  });
});

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface Running {
  /** Resolves when something has been printed so many times. */
  printed(times: number): Promise<void>;
  ended: Promise<Ended>;
}

/** Runs an example as its reader would. */
function run(program: string, [file = "", ...args]: string[], options: { url: string; token?: string }): Running {
  const path = fileURLToPath(new URL(`../../examples/${file}`, import.meta.url));
  const child = spawn(program, [path, ...args], {
    env: { ...process.env, MISSION_CONTROL_URL: options.url, MISSION_CONTROL_TOKEN: options.token ?? token },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (text) => {
    stdout += String(text);
  });
  child.stderr.on("data", (text) => {
    stderr += String(text);
  });
  return {
    async printed(times) {
      for (let seen = 0; seen < times; seen += 1) await once(child.stdout, "data");
    },
    ended: once(child, "close").then(([code]) => ({ code, stdout, stderr })),
  };
}
