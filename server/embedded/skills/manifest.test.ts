import { expect, test } from "vitest";
import { readManifest } from "./manifest.ts";

test("the head of a SKILL.md is read as OpenClaw writes it", () => {
  const manifest = readManifest(`---
name: trello
description: "Boards and cards."
homepage: https://developer.atlassian.com
metadata:
  {
    "openclaw":
      {
        "emoji": "📋",
        "primaryEnv": "TRELLO_API_KEY",
        "os": ["linux"],
        "requires": { "bins": ["curl", "jq"], "env": ["TRELLO_API_KEY"], },
        "install": [{ "id": "brew", "kind": "brew", "formula": "jq", "bins": ["jq"], "label": "Install jq (brew)" }],
      },
  }
---

# Trello
`);
  expect(manifest).toEqual({
    name: "trello",
    description: "Boards and cards.",
    homepage: "https://developer.atlassian.com",
    emoji: "📋",
    primaryEnv: "TRELLO_API_KEY",
    always: false,
    requires: { bins: ["curl", "jq"], anyBins: [], env: ["TRELLO_API_KEY"], config: [], os: ["linux"] },
    install: [{ id: "brew", kind: "brew", label: "Install jq (brew)", bins: ["jq"], package: "jq", os: [] }],
  });
});

test("without a head, a name or a description it is no skill", () => {
  for (const text of [
    "# No head",
    "---\nname: one\n---\n",
    "---\ndescription: one\n---\n",
    "---\nname: [\ndescription: x\n---\n",
    "---\nname: one\ndescription: two\n",
  ]) {
    expect(readManifest(text), text).toBeUndefined();
  }
});

test("what the fields hold of another kind counts as nothing, and aliases are not expanded", () => {
  const head =
    "name: one\r\ndescription: two\r\nmetadata: { openclaw: { requires: { bins: jq, env: [1, A] }, install: [3] } }";
  expect(readManifest(`---\r\n${head}\r\n---\r\n`)).toMatchObject({
    requires: { bins: [], env: ["A"] },
    install: [{ id: "unknown-0", kind: "unknown" }],
  });
  const bomb = "a: &a [x, x]\nb: &b [*a, *a]\nname: one\ndescription: two";
  expect(readManifest(`---\n${bomb}\n---\n`)).toBeUndefined();
});
