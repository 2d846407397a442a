import bash from "highlight.js/lib/languages/bash";
import css from "highlight.js/lib/languages/css";
import diff from "highlight.js/lib/languages/diff";
import go from "highlight.js/lib/languages/go";
import ini from "highlight.js/lib/languages/ini";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import rust from "highlight.js/lib/languages/rust";
import sql from "highlight.js/lib/languages/sql";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";
import { createLowlight } from "lowlight";

/** A stretch of code of one kind; `className` is undefined for plain text. */
export interface CodeSpan {
  text: string;
  className: string | undefined;
}

type Tree = ReturnType<ReturnType<typeof createLowlight>["highlight"]>;
type TreeNode = Tree["children"][number];

const lowlight = createLowlight({
  bash,
  css,
  diff,
  go,
  ini,
  javascript,
  json,
  python,
  rust,
  sql,
  typescript,
  xml,
  yaml,
});
lowlight.registerAlias({ bash: ["console", "shell", "zsh"], ini: ["env"], json: ["json5", "jsonl"] });

const KEYWORD = "text-accent-text";
const STRING = "text-good";
const NUMBER = "text-warn";
const NAME = "text-info";
const COLOURS: Readonly<Record<string, string>> = {
  "hljs-keyword": KEYWORD,
  "hljs-selector-tag": KEYWORD,
  "hljs-meta": KEYWORD,
  "hljs-tag": KEYWORD,
  "hljs-string": STRING,
  "hljs-regexp": STRING,
  "hljs-addition": STRING,
  "hljs-number": NUMBER,
  "hljs-literal": NUMBER,
  "hljs-symbol": NUMBER,
  "hljs-variable": NUMBER,
  "hljs-title": NAME,
  "hljs-name": NAME,
  "hljs-attr": NAME,
  "hljs-attribute": NAME,
  "hljs-type": NAME,
  "hljs-built_in": NAME,
  "hljs-section": NAME,
  "hljs-property": NAME,
  "hljs-comment": "text-faint italic",
  "hljs-deletion": "text-bad",
};

/** Code cut into coloured stretches; undefined when the language is not among those known. */
export function highlight(code: string, language: string): CodeSpan[] | undefined {
  if (!lowlight.registered(language)) return undefined;
  const spans: CodeSpan[] = [];
  collect(lowlight.highlight(language, code), undefined, spans);
  return spans;
}

function collect(node: Tree | TreeNode, className: string | undefined, into: CodeSpan[]): void {
  if (node.type === "text") into.push({ text: node.value, className });
  if (!("children" in node)) return;
  const own = "properties" in node ? colourOf(node.properties.className) : undefined;
  for (const child of node.children) collect(child, own ?? className, into);
}

function colourOf(classes: unknown): string | undefined {
  return Array.isArray(classes) ? COLOURS[String(classes[0])] : undefined;
}
