import { spawn } from "node:child_process";
import { RpcError } from "../../protocol/errors.ts";
import type { SkillsInstallResult } from "../../protocol/skills.ts";
import { findProgram, type Machine } from "./machine.ts";
import type { InstallSpec } from "./manifest.ts";

/** Characters of a program's output that are kept: the last ones. */
export const OUTPUT_LIMIT = 20_000;
/** What a package may be called: nothing that a package manager takes for an option. */
const PACKAGE = /^[@\w][\w@./:+~^=-]*$/;

/** How each package manager is asked; npm installs into the tools' folder, and runs no scripts of packages. */
const MANAGERS: Readonly<Record<string, { program: string; args(name: string, tools: string): string[] }>> = {
  node: {
    program: "npm",
    args: (name, tools) => ["install", "--prefix", tools, "--ignore-scripts", "--no-audit", "--no-fund", name],
  },
  brew: { program: "brew", args: (name) => ["install", name] },
  go: { program: "go", args: (name) => ["install", name] },
  uv: { program: "uv", args: (name) => ["tool", "install", name] },
};

/** Variables that a package manager gets; the rest may be our own secrets, and packages run code. */
const PASSED =
  /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LC_.*|TMPDIR|TEMP|TMP|TZ|NODE_ENV|(HTTPS?|NO|ALL)_PROXY|XDG_.*|GO.*|UV_.*|PIP_.*|HOMEBREW_.*|NPM_CONFIG_.*|SYSTEMROOT|APPDATA|LOCALAPPDATA|USERPROFILE|SSL_CERT_.*|NODE_EXTRA_CA_CERTS)$/i;

/** What would be run: for people to copy where it cannot be run for them. */
export interface InstallPlan {
  program: string;
  args: string[];
}

/** Undefined for a kind that is not known, and for a package without a name that can be trusted on a command line. */
export function installPlan(spec: InstallSpec, tools: string): InstallPlan | undefined {
  const manager = Object.hasOwn(MANAGERS, spec.kind) ? MANAGERS[spec.kind] : undefined;
  if (!manager || !spec.package || !PACKAGE.test(spec.package)) return undefined;
  return { program: manager.program, args: manager.args(spec.package, tools) };
}

/** For a person's own terminal. */
export function commandOf({ program, args }: InstallPlan): string {
  return [program, ...args].map((part) => (/^[\w@./:+~^=-]+$/.test(part) ? part : `'${part}'`)).join(" ");
}

/**
 * Runs a package manager and resolves with what it said, however it ended.
 * @throws RpcError UNAVAILABLE when it is not on this machine
 */
export async function runInstall(
  plan: InstallPlan,
  machine: Machine,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<SkillsInstallResult> {
  const program = await findProgram(plan.program, machine);
  if (!program) {
    throw new RpcError(
      "UNAVAILABLE",
      `${plan.program} is not on this machine: install it, or get the program by other means.`,
    );
  }
  const { promise, resolve } = Promise.withResolvers<SkillsInstallResult>();
  const child = spawn(program, plan.args, {
    env: environmentOf(machine),
    stdio: ["ignore", "pipe", "pipe"],
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (text) => {
    stdout = (stdout + String(text)).slice(-OUTPUT_LIMIT);
  });
  child.stderr.on("data", (text) => {
    stderr = (stderr + String(text)).slice(-OUTPUT_LIMIT);
  });
  child.once("error", (error) => resolve({ ok: false, message: error.message, stdout, stderr, code: null }));
  child.once("close", (code) => {
    const message = code === 0 ? "Installed." : `${plan.program} ended with ${code ?? "a signal"}.`;
    resolve({ ok: code === 0, message, stdout, stderr, code });
  });
  return promise;
}

function environmentOf({ env }: Machine): NodeJS.ProcessEnv {
  return { NODE_ENV: env.NODE_ENV, ...Object.fromEntries(Object.entries(env).filter(([name]) => PASSED.test(name))) };
}
