import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { nodeBinary, ROOT, SetupError } from "./setup.mjs";

/** The version whose behaviour the tests hold us to. */
export const OPENCLAW_VERSION = "2026.9.6";

/**
 * Installs the real OpenClaw gateway into the project's cache, unless it is there; some 790 MB.
 * @param {(text: string) => void} say
 * @returns {Promise<string>} path of its command-line script
 */
export async function ensureOpenClaw(say) {
  const dir = join(ROOT, ".cache", `openclaw-${OPENCLAW_VERSION}`);
  const script = join(dir, "node_modules", "openclaw", "openclaw.mjs");
  const stamp = join(dir, ".installed");
  if (existsSync(stamp)) return script;
  say(`Installing OpenClaw ${OPENCLAW_VERSION} for the tests; about a minute …`);
  await mkdir(dir, { recursive: true });
  await writeFile(
    join(dir, "package.json"),
    JSON.stringify({ private: true, dependencies: { openclaw: OPENCLAW_VERSION } }),
  );
  const windows = process.platform === "win32";
  const path = `${join(nodeBinary(), "..")}${windows ? ";" : ":"}${process.env.PATH}`;
  const flags = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock", "--loglevel=error"];
  const run = spawnSync(windows ? "npm.cmd" : "npm", flags, {
    cwd: dir,
    env: { ...process.env, PATH: path },
    shell: windows,
    encoding: "utf8",
  });
  if (run.status !== 0) throw new SetupError(`OpenClaw ${OPENCLAW_VERSION} could not be installed:\n${run.stderr}`);
  // What its install scripts would have done it does at its first start; two that start at once would trip over each other.
  const first = spawnSync(nodeBinary(), [script, "--version"], { encoding: "utf8" });
  if (first.status !== 0) throw new SetupError(`OpenClaw ${OPENCLAW_VERSION} does not start:\n${first.stderr}`);
  await writeFile(stamp, OPENCLAW_VERSION);
  return script;
}
