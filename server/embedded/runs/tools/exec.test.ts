import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { answering, outcomeOf, testRunner, turnOf } from "../../testing/turns.ts";
import { KEPT, KeptOutput, runShell } from "./shell.ts";

let workspace: string;
beforeEach(async () => {
  workspace = await realpath(await mkdtemp(join(tmpdir(), "exec-")));
});
afterEach(() => rm(workspace, { recursive: true }));

const never = new AbortController().signal;
const shell = (command: string, more: { timeoutMs?: number; signal?: AbortSignal } = {}) =>
  runShell({ command, cwd: workspace, timeoutMs: 60_000, signal: never, ...more });

/** Runs on to the end. */
async function finished(running: ReturnType<typeof runShell>) {
  let step = await running.next();
  while (!step.done) step = await running.next();
  return step.value;
}

/** A gateway whose person says `decision`. */
const host = (decision: string | null, rules: object = {}) =>
  answering({
    "exec.approvals.get": { file: { version: 1, agents: { main: rules } } },
    "exec.approval.request": { status: "accepted", id: "a1" },
    "exec.approval.waitDecision": { id: "a1", decision },
  });
const turn = (words: string, decision: string | null, rules?: object) =>
  outcomeOf(testRunner({ host: () => host(decision, rules) }), turnOf(words, { workspace }));

test("an allowed command runs in the workspace, and its output is told", async () => {
  const { text, events } = await turn("run `echo hello && pwd`", "allow-once");
  expect(text).toContain("exit code 0");
  expect(text).toContain(`hello\n${workspace}`);
  expect(events).toContainEqual(expect.objectContaining({ type: "tool-update", partial: "Waiting for approval." }));
});

test.each([
  ["deny", "denied this command"],
  [null, "Nobody allowed"],
])("with the decision %s it does not run", async (decision, words) => {
  const { text } = await turn("run `touch ran`", decision);
  expect(text).toContain(words);
  expect((await finished(shell("ls"))).output).toBe("");
});

test("rules that deny ask nobody, and rules that allow neither", async () => {
  expect((await turn("run `echo hi`", null, { security: "deny" })).text).toContain("do not allow");
  expect((await turn("run `echo hi`", null, { security: "full" })).text).toContain("exit code 0");
});

test("a folder outside of the workspace is refused", async () => {
  const { bindTools } = await import("./table.ts");
  const tool = bindTools({
    host: host(null, { security: "full" }),
    workspace,
    sessionKey: "s",
    agentId: "main",
    runId: "r",
  }).exec;
  const values = tool?.execute?.(
    { command: "pwd", cwd: "../" },
    { toolCallId: "1", messages: [], abortSignal: never, context: undefined },
  );
  await expect((values as AsyncGenerator<unknown>).next()).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("a command is given none of the process's secrets", async () => {
  process.env.SOME_SECRET_KEY = "hush";
  try {
    expect((await finished(shell("env"))).output).not.toContain("hush");
  } finally {
    delete process.env.SOME_SECRET_KEY;
  }
});

test("when its time is up the whole group ends, and what it wrote stays", async () => {
  const outcome = await finished(shell("echo before; sleep 600 & sleep 600", { timeoutMs: 300 }));
  expect(outcome).toMatchObject({ timedOut: true, exitCode: null, signal: "SIGTERM", output: "before\n" });
});

test("an abort ends the whole group, also what was left in the background", async () => {
  const stop = new AbortController();
  const running = shell("sleep 600 & echo $!; wait", { signal: stop.signal });
  const pid = Number((await running.next()).value);
  stop.abort();
  await expect(finished(running)).rejects.toThrow();
  await expect.poll(() => isAlive(pid)).toBe(false);
});

test("what goes on in the background does not outlive its command", async () => {
  const { output } = await finished(shell("sleep 600 & echo $!"));
  await expect.poll(() => isAlive(Number(output))).toBe(false);
});

test("of much output the beginning and the end are kept", () => {
  const kept = new KeptOutput();
  for (let index = 0; index < 10_000; index++) kept.add(`${index}\n`);
  const text = kept.text();
  expect(text.startsWith("0\n1\n")).toBe(true);
  expect(text.endsWith("9998\n9999\n")).toBe(true);
  expect(text).toContain("characters left out");
  expect(text.length).toBeLessThan(2 * KEPT + 100);
});

/** A zombie has ended: it only waits for somebody to hear of it. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const { readFileSync } = process.getBuiltinModule("node:fs");
  return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
}
