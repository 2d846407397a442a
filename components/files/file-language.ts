const LANGUAGES: Readonly<Record<string, string>> = {
  bash: "bash",
  cfg: "ini",
  conf: "ini",
  cjs: "javascript",
  css: "css",
  cts: "typescript",
  diff: "diff",
  env: "ini",
  go: "go",
  htm: "xml",
  html: "xml",
  ini: "ini",
  js: "javascript",
  json: "json",
  json5: "json5",
  jsonl: "json",
  jsx: "javascript",
  markdown: "markdown",
  md: "markdown",
  mdx: "markdown",
  mjs: "javascript",
  mts: "typescript",
  patch: "diff",
  py: "python",
  rs: "rust",
  sh: "bash",
  sql: "sql",
  svg: "xml",
  toml: "ini",
  ts: "typescript",
  tsx: "typescript",
  xml: "xml",
  yaml: "yaml",
  yml: "yaml",
  zsh: "bash",
};

/** The editor's language for a file, by the end of its name; `text` when it says nothing. */
export function languageOf(path: string): string {
  const ending = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
  return Object.hasOwn(LANGUAGES, ending) ? (LANGUAGES[ending] ?? "text") : "text";
}
