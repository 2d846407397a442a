// `npm test`: sets up what the tests need, then runs them all. Arguments narrow it: `npm test -- unit`, `npm test -- openclaw`, `npm test -- e2e`.
import { spawn } from "node:child_process";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { ensureChromium } from "./chromium.mjs";
import { ensurePython, ensureRedis } from "./debian.mjs";
import { ensureOpenClaw } from "./openclaw.mjs";
import { build, install, nodeBinary, ROOT, SetupError } from "./setup.mjs";
import { playwrightOutcome } from "./test-report.mjs";

const CACHE = join(ROOT, ".cache");
const asked = process.argv.slice(2);
/** A real gateway is slow to start and to answer; three of them on a machine that does other things are much slower. */
const PATIENT = ["--testTimeout=300000", "--hookTimeout=300000", "--expect.poll.timeout=90000"];

/** @type {{ name: string, steps: () => Promise<import("./test-report.mjs").Outcome>, onlyAsked?: boolean }[]} */
const SUITES = [
  { name: "unit", steps: unit },
  { name: "openclaw", steps: openClaw },
  { name: "e2e", steps: endToEnd },
  // A few of its runs are among the unit tests; all of them take half an hour.
  { name: "chaos", steps: chaos, onlyAsked: true },
];

try {
  const unknown = asked.find((name) => !SUITES.some((suite) => suite.name === name));
  if (unknown)
    throw new SetupError(`There is no suite "${unknown}": name ${SUITES.map((suite) => suite.name).join(" or ")}.`);
  await install(say);
  await build(say);
  await mkdir(CACHE, { recursive: true });
  const outcomes = [];
  for (const suite of SUITES.filter(({ name, onlyAsked }) =>
    asked.length === 0 ? !onlyAsked : asked.includes(name),
  )) {
    say(`\n— ${suite.name} —`);
    outcomes.push(await suite.steps());
  }
  const { passed, failures } = sumOf(outcomes);
  // Here at the end, where also somebody finds them who sees no more than that.
  for (const failure of failures) say(`\n✘ ${failure}`);
  say(`\n${passed} passed, ${failures.length} failed`);
  process.exitCode = failures.length > 0 ? 1 : 0;
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

async function unit() {
  const env = { REDIS_SERVER: ensureRedis(say), PYTHON: ensurePython(say) };
  return await vitest("unit", ["--exclude", "tests/openclaw/**"], env);
}

async function chaos() {
  return await vitest("chaos", ["tests/chaos"], { CHAOS_RUNS: process.env.CHAOS_RUNS ?? "500" });
}

/** The wire first, then every panel on a real gateway. */
async function openClaw() {
  await ensureOpenClaw(say);
  const wire = await vitest("openclaw", ["tests/openclaw", "--no-file-parallelism", ...PATIENT]);
  const panels = await playwright("openclaw");
  return sumOf([wire, panels]);
}

/**
 * @param {string} name
 * @param {string[]} args
 * @param {Record<string, string>} env
 */
async function vitest(name, args, env = {}) {
  const file = join(CACHE, `${name}.json`);
  const reporters = ["--reporter=default", `--reporter=${join(ROOT, "scripts", "vitest-outcome.mjs")}`];
  const code = await tool("vitest/vitest.mjs", ["run", ...args, ...reporters], file, { ...env, TEST_OUTCOME: file });
  return settled(name, code, await reportOf(file));
}

async function endToEnd() {
  return await playwright("e2e");
}

/** @param {string} project */
async function playwright(project) {
  const chromium = await ensureChromium(say);
  const file = join(CACHE, `${project}-browser.json`);
  const env = { CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  const code = await tool(
    "@playwright/test/cli.js",
    ["test", `--project=${project}`, "--reporter=list,json"],
    file,
    env,
  );
  return settled(project, code, playwrightOutcome(await reportOf(file)));
}

/**
 * A run that ends badly without a failed test is one failure: a crash must not count as green.
 * @param {string} suite
 * @param {number} code
 * @param {import("./test-report.mjs").Outcome} outcome
 */
function settled(suite, code, { passed, failures }) {
  const crash = `${suite} › the runner itself ended with ${code}: see its output above`;
  return { passed, failures: code !== 0 && failures.length === 0 ? [crash] : failures };
}

/** @param {import("./test-report.mjs").Outcome[]} outcomes */
function sumOf(outcomes) {
  return {
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    failures: outcomes.flatMap(({ failures }) => failures),
  };
}

/**
 * @param {string} script
 * @param {string[]} args
 * @param {string} report removed first, so that an old one is never read
 * @param {NodeJS.ProcessEnv | Record<string, string>} env
 * @returns {Promise<number>}
 */
async function tool(script, args, report, env = {}) {
  await rm(report, { force: true });
  const child = spawn(nodeBinary(), [join(ROOT, "node_modules", script), ...args], {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
  });
  return await new Promise((resolve, reject) =>
    child.once("error", reject).once("close", (code) => resolve(code ?? 1)),
  );
}

/** @param {string} file */
async function reportOf(file) {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (!text) throw new SetupError("The test runner ended without a report: see its output above.");
  return JSON.parse(text);
}

/** @param {string} text */
function say(text) {
  console.log(text);
}
