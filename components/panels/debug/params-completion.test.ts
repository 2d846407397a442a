import { CompletionContext } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { completeParams } from "./params-completion.ts";

const SCHEMA = {
  type: "object",
  required: ["name"],
  properties: {
    name: { type: "string" },
    isOn: { type: "boolean" },
    kinds: { type: "array", items: { enum: ["at", "every"] } },
    deep: { type: "object", properties: { inner: { anyOf: [{ const: "x" }, { const: "y" }] } } },
  },
};

// The bar is where one types.
test.each([
  ['{"|', ['"name"', '"isOn"', '"kinds"', '"deep"']],
  ['{"|"}', ['"name"', '"isOn"', '"kinds"', '"deep"']],
  ['{"name": "a", "|"}', ['"isOn"', '"kinds"', '"deep"']],
  ['{"isOn": |}', ["true", "false"]],
  ['{"kinds": ["|"]}', ['"at"', '"every"']],
  ['{"kinds": ["at", |]}', ['"at"', '"every"']],
  ['{"deep": {|}}', ['"inner"']],
  ['{"deep": {"inner": "|', ['"x"', '"y"']],
  ['{"name": |}', []],
  ['{"name" |}', undefined],
])("%s", (typed, expected) => {
  const pos = typed.indexOf("|");
  const doc = typed.replace("|", "");
  const result = completeParams(new CompletionContext(EditorState.create({ doc }), pos, true), SCHEMA);
  expect(result?.options.map(({ label }) => label)).toEqual(expected);
});

test("nothing is offered before somebody types or asks", () => {
  const state = EditorState.create({ doc: "{}" });
  expect(completeParams(new CompletionContext(state, 1, false), SCHEMA)).toBeNull();
});
