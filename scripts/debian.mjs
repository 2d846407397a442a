import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { SetupError } from "./setup.mjs";

const REDIS = "/usr/bin/redis-server";
const PYTHON = "/usr/bin/python3";

/**
 * Installs a Debian package where that is possible: with apt-get, as root or by sudo without a password.
 * @param {string} name
 * @returns {boolean} whether it is installed now
 */
export function installDebian(name) {
  if (!existsSync("/usr/bin/apt-get")) return false;
  const sudo = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const steps = [
    [...sudo, "apt-get", "update"],
    [...sudo, "apt-get", "install", "-y", "--no-install-recommends", name],
  ];
  return steps.every(([command = "", ...args]) => spawnSync(command, args, { stdio: "ignore" }).status === 0);
}

/**
 * A Redis for the tests, which start it themselves.
 * @param {(text: string) => void} say
 * @returns {string} path of the executable
 */
export function ensureRedis(say) {
  const given = process.env.REDIS_SERVER;
  if (given && !existsSync(given))
    throw new SetupError(`REDIS_SERVER names ${given}, which is not there: correct it or unset it.`);
  const found = given ?? findOnPath("redis-server");
  if (found) return found;
  say("Installing Redis for the tests; some seconds …");
  if (installDebian("redis-server") && existsSync(REDIS)) return REDIS;
  throw new SetupError("The tests need redis-server: install it, or name it in the variable REDIS_SERVER.");
}

/**
 * A Python that has the `websockets` package.
 * @param {(text: string) => void} say
 * @returns {string} path of the executable
 */
export function ensurePython(say) {
  const found = [process.env.PYTHON, PYTHON, findOnPath("python3")].find((path) => path && hasWebsockets(path));
  if (found) return found;
  say("Installing Python's websockets for the tests; some seconds …");
  if (installDebian("python3-websockets") && hasWebsockets(PYTHON)) return PYTHON;
  throw new SetupError(
    "The tests need a Python with the package websockets: install it, or name one that has it in the variable PYTHON.",
  );
}

/** @param {string} python */
function hasWebsockets(python) {
  return spawnSync(python, ["-c", "import websockets"], { stdio: "ignore" }).status === 0;
}

/** @param {string} name */
function findOnPath(name) {
  const folders = (process.env.PATH ?? "").split(process.platform === "win32" ? ";" : ":");
  return folders.map((folder) => `${folder}/${name}`).find((path) => existsSync(path));
}
