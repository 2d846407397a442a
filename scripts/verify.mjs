// `npm run verify`: format, lint and import rules, types, dead code, spec ids; side by side, in seconds.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { install, nodeBinary, ROOT, SetupError } from "./setup.mjs";
import { specProblems } from "./spec-ids.mjs";

const CHECKS = [
  { name: "format, lint, import rules", script: "@biomejs/biome/bin/biome", args: ["check", "."] },
  { name: "types", script: "typescript/bin/tsc", args: ["-p", "."] },
  { name: "dead code", script: "knip/bin/knip.js", args: [] },
];

try {
  await install(say);
  const results = await Promise.all([...CHECKS.map(runCheck), specIds()]);
  process.exitCode = results.every(Boolean) ? 0 : 1;
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

/** @param {(typeof CHECKS)[number]} check */
async function runCheck({ name, script, args }) {
  const child = spawn(nodeBinary(), [join(ROOT, "node_modules", script), ...args], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  return report(name, code === 0 ? [] : [output.trim()]);
}

async function specIds() {
  return report("spec ids", await specProblems(ROOT));
}

/**
 * @param {string} name
 * @param {string[]} problems
 */
function report(name, problems) {
  say(problems.length === 0 ? `ok    ${name}` : `FAIL  ${name}\n${problems.join("\n")}`);
  return problems.length === 0;
}

/** @param {string} text */
function say(text) {
  console.log(text);
}
