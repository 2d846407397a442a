import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const SPEC = "server/PROTOCOL.md";
const TEST_FOLDERS = ["app", "components", "hooks", "server", "tests", "scripts"];
const ID = /\b(?:PATH|CON|RES|A|B|C|D|HTTP)-\d+\b/g;

/**
 * Holds the tests against the specification. A rule is a table row of PROTOCOL.md that begins with its id; a test names
 * the rules it proves in its title.
 * @param {string} root
 * @returns {Promise<string[]>} rules without a test, and tests that name no rule that exists
 */
export async function specProblems(root) {
  const spec = await readFile(join(root, SPEC), "utf8");
  const rules = new Set(
    [...spec.matchAll(/^\|\s*((?:PATH|CON|RES|A|B|C|D|HTTP)-\d+)\s*\|/gm)].map((match) => match[1]),
  );
  const named = await namedIds(root);
  const untested = [...rules].filter((id) => id && !named.has(id)).map((id) => `${SPEC}: ${id} has no test`);
  const unknown = [...named]
    .filter(([id]) => !rules.has(id))
    .map(([id, file]) => `${file}: ${id} is no rule of ${SPEC}`);
  return [...untested, ...unknown];
}

/**
 * @param {string} root
 * @returns {Promise<Map<string, string>>} id → a file that names it in a test's title
 */
async function namedIds(root) {
  /** @type {Map<string, string>} */
  const named = new Map();
  for (const folder of TEST_FOLDERS) {
    const entries = await readdir(join(root, folder), { recursive: true }).catch(() => []);
    for (const entry of entries.filter((name) => /\.(test|spec)\.tsx?$/.test(name))) {
      const text = await readFile(join(root, folder, entry), "utf8");
      for (const [, title = ""] of text.matchAll(
        /\b(?:test|it|describe)(?:\.each\([\s\S]*?\))?\(\s*(["'`][\s\S]*?["'`])\s*,/g,
      )) {
        for (const [id] of title.matchAll(ID)) named.set(id, join(folder, entry));
      }
    }
  }
  return named;
}
