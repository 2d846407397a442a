import { existsSync } from "node:fs";
import { installDebian } from "./debian.mjs";
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
  say("Installing Chromium; about a minute …");
  if (installDebian("chromium") && existsSync("/usr/bin/chromium")) return "/usr/bin/chromium";
  throw new SetupError("The browser tests need Chromium or Chrome: install one, or name it in the variable CHROMIUM.");
}
