// What the two test runners say, in the same shape.
import { stripVTControlCharacters } from "node:util";

/**
 * @typedef {{ passed: number, failures: string[] }} Outcome  failures: where each is, its title, and what it said first
 * @typedef {{ title: string, file: string, specs?: Spec[], suites?: Suite[] }} Suite
 * @typedef {{ title: string, file: string, ok: boolean, tests: { results: { error?: { message?: string } }[] }[] }} Spec
 */

/**
 * @param {{ stats: { expected: number, flaky: number }, suites: Suite[], errors: { message?: string }[] }} report Playwright's JSON
 * @returns {Outcome}
 */
export function playwrightOutcome({ stats, suites, errors }) {
  const failed = suites.flatMap(specsOf).filter(({ ok }) => !ok);
  const failures = failed.map(({ file, title, tests }) =>
    line(file, title, tests.flatMap(({ results }) => results).findLast(({ error }) => error)?.error?.message),
  );
  const outside = errors.map(({ message }) => line("playwright", "outside of a test", message));
  return { passed: stats.expected + stats.flaky, failures: [...failures, ...outside] };
}

/**
 * @param {Suite} suite
 * @returns {Spec[]}
 */
function specsOf({ specs = [], suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)];
}

/**
 * @param {string} file
 * @param {string} title
 * @param {string | undefined} message
 */
export function line(file, title, message = "") {
  const [first = ""] = stripVTControlCharacters(message).trim().split("\n");
  return `${file} › ${title}${first && `: ${first}`}`;
}
