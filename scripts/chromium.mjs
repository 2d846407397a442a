import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { SetupError } from "./setup.mjs";

const KNOWN_PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * The system's Chromium; on Debian it is installed when it is missing and that is allowed.
 * @param {(text: string) => void} say
 * @returns {Promise<string>} path of the executable
 */
export async function ensureChromium(say) {
  const given = process.env.CHROMIUM;
  if (given && !existsSync(given))
    throw new SetupError(`CHROMIUM names ${given}, which is not there: correct it or unset it.`);
  const found = given ?? KNOWN_PLACES.find((place) => existsSync(place));
  if (found) return found;
  if (existsSync("/usr/bin/apt-get")) {
    say("Installing Chromium; about a minute …");
    const sudo = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
    const steps = [
      [...sudo, "apt-get", "update"],
      [...sudo, "apt-get", "install", "-y", "--no-install-recommends", "chromium"],
    ];
    const done = steps.every(([command = "", ...args]) => spawnSync(command, args, { stdio: "ignore" }).status === 0);
    if (done && existsSync("/usr/bin/chromium")) return "/usr/bin/chromium";
  }
  throw new SetupError("The browser tests need Chromium or Chrome: install one, or name it in the variable CHROMIUM.");
}
