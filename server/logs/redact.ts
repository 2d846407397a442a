/** Stands where a secret stood. */
export const REDACTED = "[redacted]";

/** Strings are cut at this many characters: a log line is for reading, and the memory of lines is bounded. */
const STRING_LIMIT = 32_768;
const DEPTH_LIMIT = 12;

/** Names under which secrets travel, at the end of a key: `gatewayToken`, `x-api-key`, `set-cookie`. */
const SECRET_KEY =
  /(?:token|secret|password|passwd|passphrase|authorization|api[-_]?key|private[-_]?key|cookie|credential)$/i;
/** Their plurals also name counts (`inputTokens`), so numbers under them stay. */
const SECRET_KEYS = /(?:token|secret|password|api[-_]?key|cookie|credential)s$/i;

const NAME = "(?:token|secret|password|passwd|passphrase|api[-_]?key|private[-_]?key|cookie|authorization)";
/** Each takes time in proportion to the text: no unbounded repetition stands where a match can still fail. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${REDACTED}`],
  [/\bsk-[\w-]{8,}/g, `sk-${REDACTED}`],
  [/\bmc_[\w-]{43}/g, `mc_${REDACTED}`],
  [/\beyJ[\w-]{8,2000}\.[\w-]+(?:\.[\w-]*)?/g, REDACTED],
  [/\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|xox[abeprs]-[\w-]{10,}|AIza[\w-]{30,}|AKIA[A-Z0-9]{16})/g, REDACTED],
  // name=value, as in a query string, a form or an environment
  [new RegExp(`(${NAME}=)[^\\s&"'#;,]+`, "gi"), `$1${REDACTED}`],
  // "name": "value", as in JSON within a message
  [new RegExp(`(${NAME}\\\\?["']\\s*:\\s*\\\\?["'])[^"'\\\\]+`, "gi"), `$1${REDACTED}`],
  // name: value, as in a header; the schemes were dealt with above
  [/\b((?:set-)?cookie|authorization|x-api-key)(:\s*)(?!\s|Bearer|Basic)[^\r\n]+/gi, `$1$2${REDACTED}`],
  // Sign-in codes, but not `code=ENOSPC` or `code=1`
  [/([?&#]code=)[^\s&"'#]+/gi, `$1${REDACTED}`],
  [/\b(code=)(?![A-Z_]+\b)[\w-]{6,}/g, `$1${REDACTED}`],
  // scheme://user:password@host
  [/(:\/\/[^\s/:@]*:)[^\s/@]+@/g, `$1${REDACTED}@`],
];

/** One look that tells nearly every line apart from those that could hold a secret. */
const SUSPICIOUS =
  /token|secret|passw|passphrase|authorization|bearer|basic |api[-_]?key|private[-_]?key|cookie|credential|sk-|code=|eyJ|gh[pousr]_|github_pat_|xox[abeprs]-|AIza|AKIA|:\/\/[^\s/]*@/i;

/** Whether `redact` could change this line of JSON. */
export function needsRedaction(line: string): boolean {
  return line.length > STRING_LIMIT || SUSPICIOUS.test(line);
}

/** A copy of a JSON value without secrets: by the names of keys, at any depth, and by their looks within strings. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= DEPTH_LIMIT) return "[too deep]";
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, isSecret(key, item) ? REDACTED : redact(item, depth + 1)]),
  );
}

/** The text without what looks like a secret. */
export function redactText(text: string): string {
  const kept =
    text.length > STRING_LIMIT ? `${text.slice(0, STRING_LIMIT)}… (${text.length - STRING_LIMIT} more)` : text;
  return PATTERNS.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), kept);
}

function isSecret(key: string, value: unknown): boolean {
  if (value === null || value === undefined || typeof value === "boolean" || value === "") return false;
  return SECRET_KEY.test(key) || (typeof value !== "number" && SECRET_KEYS.test(key));
}
