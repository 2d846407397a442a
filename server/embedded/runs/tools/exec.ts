import { Type } from "typebox";
import { RpcError } from "../../../protocol/errors.ts";
import { closed } from "../../../protocol/schema/common.ts";
import { verdictOn } from "../../approvals/verdict.ts";
import { existing, rootOf } from "../../confined-path.ts";
import { untilAborted } from "../until-aborted.ts";
import { callHost } from "./rpc.ts";
import { runShell } from "./shell.ts";
import { defineTool, type ToolContext } from "./tool.ts";

const DEFAULT_SECONDS = 60;
const MOST_SECONDS = 600;
/** How long a command may wait for a person: as long as its approval. */
const WAIT_MS = 1_800_000;

/** Longest that a call may take: waiting for a person, and then running. */
export const EXEC_MOST_MS = WAIT_MS + MOST_SECONDS * 1_000 + 30_000;

export const exec = defineTool({
  name: "exec",
  label: "Run a command",
  description:
    "Runs a shell command in the agent's workspace and returns its exit code and output. A person may have to allow it first.",
  parameters: Type.Object(
    {
      command: Type.String({ minLength: 1, maxLength: 16_000 }),
      cwd: Type.Optional(
        Type.String({ maxLength: 1024, description: "A folder of the workspace. Default: its root." }),
      ),
      timeoutSeconds: Type.Optional(
        Type.Integer({ minimum: 1, maximum: MOST_SECONDS, description: `Default ${DEFAULT_SECONDS}.` }),
      ),
    },
    closed,
  ),
  async *run({ command, cwd: folder = ".", timeoutSeconds = DEFAULT_SECONDS }, context) {
    const root = await rootOf(context.workspace);
    const cwd = folder === "." ? root : await existing(root, folder);
    yield* permission(context, command, cwd);
    const running = runShell({ command, cwd, timeoutMs: timeoutSeconds * 1_000, signal: context.signal });
    let step = await running.next();
    while (!step.done) {
      yield step.value;
      step = await running.next();
    }
    yield { command, ...step.value };
  },
});

/** Returns when the command may run. @throws RpcError FORBIDDEN when it may not, or nobody said so in time */
async function* permission(context: ToolContext, command: string, cwd: string): AsyncGenerator<string, void> {
  const { host, agentId, sessionKey, runId, toolCallId, signal } = context;
  const { file } = await callHost(host, "exec.approvals.get", {});
  const { outcome, security, ask } = verdictOn(file, agentId, command);
  if (outcome === "allow") return;
  if (outcome === "deny") {
    throw new RpcError(
      "FORBIDDEN",
      `The rules of ${agentId} do not allow this command, so it did not run: an admin changes them under Approvals.`,
    );
  }
  const request = { command, cwd, host: "gateway", agentId, sessionKey, runId, toolCallId, security, ask };
  const asked = callHost(host, "exec.approval.request", { ...request, timeoutMs: WAIT_MS, twoPhase: true });
  const { id } = await asked;
  yield "Waiting for approval.";
  const { decision } = await untilAborted(callHost(host, "exec.approval.waitDecision", { id }), signal);
  if (decision === "allow-once" || decision === "allow-always") return;
  throw new RpcError(
    "FORBIDDEN",
    decision === "deny"
      ? "A person denied this command, so it did not run."
      : "Nobody allowed this command in time, so it did not run.",
  );
}
