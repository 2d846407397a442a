import { describe, expect, test } from "vitest";
import { parseConfig, REDACTED } from "@/server/protocol/config-document.ts";
import { mergeConfigs, valueText } from "./config-merge.ts";

const BASE = `{
  // how much
  limits: {
    runs: 2, // at once
    queue: 10,
  },
  // who
  auth: { mode: 'token', token: '${REDACTED}' },
  hooks: ['a', 'b'],
}
`;

function merge(theirs: string, mine: string, base = BASE) {
  const merged = mergeConfigs({ base, theirs, mine });
  if (!merged) throw new Error("one of them is no JSON5");
  return merged;
}

describe("two changes of one configuration", () => {
  test("of different settings are merged, and the comments of both stay", () => {
    const theirs = BASE.replace("queue: 10,", "queue: 20, // theirs");
    const mine = BASE.replace("// who", "// mine\n  // who").replace("['a', 'b']", "['a']");
    const { conflicts, textWith, ...paths } = merge(theirs, mine);
    expect(paths).toEqual({ theirs: [["limits", "queue"]], mine: [["hooks"]] });
    expect(conflicts).toEqual([]);
    expect(textWith()).toBe(theirs.replace("// who", "// mine\n  // who").replace("['a', 'b']", "['a']"));
  });

  test("of neighbouring lines are merged by their settings, with the comments that stand in theirs", () => {
    const theirs = BASE.replace("queue: 10,", "queue: 20, // theirs");
    const mine = BASE.replace("runs: 2, // at once", "runs: 3, // mine");
    const text = merge(theirs, mine).textWith();
    expect(parseConfig(text).limits).toEqual({ runs: 3, queue: 20 });
    expect(text).toContain("// theirs");
    expect(text).toContain("// how much");
  });

  test("of one setting are a conflict, and each is decided by itself", () => {
    const theirs = BASE.replace("runs: 2", "runs: 4").replace("mode: 'token'", "mode: 'none'");
    const mine = BASE.replace("runs: 2", "runs: 5").replace("mode: 'token', ", "").replace("10", "30");
    const { conflicts, textWith } = merge(theirs, mine);
    expect(conflicts).toEqual([
      { path: ["limits", "runs"], theirs: 4, mine: 5 },
      { path: ["auth", "mode"], theirs: "none", mine: undefined },
    ]);
    expect(parseConfig(textWith(["mine", "theirs"]))).toMatchObject({
      limits: { runs: 5, queue: 30 },
      auth: { mode: "none", token: REDACTED },
    });
    expect(parseConfig(textWith(["theirs", "mine"])).auth).toEqual({ token: REDACTED });
    expect(parseConfig(textWith()).limits).toEqual({ runs: 4, queue: 30 });
  });

  test("of a secret that I changed is a conflict: whether theirs is another one, too, nobody here can see", () => {
    const theirs = BASE.replace("queue: 10", "queue: 20");
    const { conflicts, textWith } = merge(theirs, BASE.replace(REDACTED, "my-own"));
    expect(conflicts).toEqual([{ path: ["auth", "token"], theirs: REDACTED, mine: "my-own" }]);
    expect(parseConfig(textWith(["mine"]))).toMatchObject({ auth: { token: "my-own" }, limits: { queue: 20 } });
    expect(parseConfig(textWith(["theirs"])).auth).toMatchObject({ token: REDACTED });
    expect(merge(theirs, BASE.replace(/ {2}auth: .*\n/, "")).conflicts).toMatchObject([{ path: ["auth"] }]);
  });

  test("that come to the same are none, in whatever order the keys stand", () => {
    const theirs = BASE.replace("runs: 2, // at once\n    queue: 10,", "queue: 11, runs: 2,");
    const { conflicts, textWith } = merge(theirs, BASE.replace("10", "11"));
    expect(conflicts).toEqual([]);
    expect(textWith()).toBe(theirs);
  });

  test("a part that one removed and the other changed is a conflict; one that both made is merged", () => {
    const without = BASE.replace(/ {2}limits: \{[^}]*\},\n/, "");
    expect(merge(without, BASE.replace("runs: 2", "runs: 5")).conflicts).toEqual([
      { path: ["limits"], theirs: undefined, mine: { runs: 5, queue: 10 } },
    ]);
    const both = merge("{ tools: { theirs: 1 } }", "{ tools: { mine: 2 } }", "{ }");
    expect(both.conflicts).toEqual([]);
    expect(parseConfig(both.textWith())).toEqual({ tools: { theirs: 1, mine: 2 } });
  });

  test("a document that is no JSON5 is not merged", () => {
    expect(mergeConfigs({ base: BASE, theirs: BASE, mine: "{ half" })).toBeUndefined();
  });
});

test("a value is told without what stands for a secret", () => {
  expect([valueText(undefined), valueText(REDACTED), valueText({ token: REDACTED }), valueText("x")]).toEqual([
    "removed",
    "hidden",
    '{"token":"hidden"}',
    '"x"',
  ]);
});
