import { describe, expect, test } from "vitest";
import {
  changedPaths,
  mergeIntoConfig,
  parseConfig,
  REDACTED,
  redactConfig,
  restoreConfig,
  setInConfig,
} from "./config-document.ts";

const TEXT = `// mine
{
  port: 1, // the port
  /* who */
  auth: { token: 'hush-hush-hush-hush', mode: 'token' },
  hooks: [
    { name: 'one', auth: { token: 'secret-of-one' } }, // first
    { name: 'two', auth: { token: 'secret-of-two' } },
  ],
}
`;
const isSecret = (path: readonly (string | number)[]) => path.at(-1) === "token";

describe("a configuration's document", () => {
  test("a change keeps comments, quotes and layout", () => {
    expect(setInConfig(TEXT, ["port"], 2)).toBe(TEXT.replace("port: 1", "port: 2"));
    const removed = setInConfig(TEXT, ["auth", "mode"], undefined);
    expect(removed).toContain("/* who */");
    expect(parseConfig(removed).auth).toEqual({ token: "hush-hush-hush-hush" });
    expect(setInConfig(TEXT, ["none", "there"], undefined)).toBe(TEXT);
  });

  test("a blank one gets a layout of its own", () => {
    expect(setInConfig("", ["log", "level"], "debug")).toBe('{\n  log: {\n    level: "debug"\n  }\n}\n');
  });

  test("a patch merges, null removes, lists are replaced", () => {
    const text = mergeIntoConfig(TEXT, { port: null, auth: { mode: "none" }, hooks: [] });
    expect(parseConfig(text)).toEqual({ auth: { token: "hush-hush-hush-hush", mode: "none" }, hooks: [] });
    expect(text).toContain("// mine");
  });

  test("secrets are hidden and come back, also when a list was sorted anew", () => {
    const hidden = redactConfig(TEXT, isSecret);
    expect(hidden).not.toContain("secret-of");
    expect(hidden).not.toContain("hush-hush");
    expect(hidden.split(REDACTED)).toHaveLength(4);
    expect(restoreConfig(hidden, parseConfig(TEXT))).toBe(TEXT);
    const sorted = setInConfig(hidden, ["hooks"], [{ name: "two", auth: { token: REDACTED } }]);
    expect(parseConfig(restoreConfig(sorted, parseConfig(TEXT))).hooks).toEqual([
      { name: "two", auth: { token: "secret-of-two" } },
    ]);
  });

  test("a hidden secret that there never was is refused", () => {
    expect(() => restoreConfig(`{ auth: { token: "${REDACTED}" } }`, {})).toThrow(/auth\.token is hidden/);
  });

  test("tells where two differ", () => {
    expect(changedPaths({ a: 1, b: { c: [1] } }, { a: 1, b: { c: [2], d: 1 }, e: { f: 1 } })).toEqual([
      "b.c",
      "b.d",
      "e.f",
    ]);
  });

  test("what is no object, or no JSON5, is refused", () => {
    expect(() => parseConfig("[]")).toThrow(/one object/);
    expect(() => parseConfig("{ port: ")).toThrow();
  });
});
