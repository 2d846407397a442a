import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import JSON5 from "json5";
import { Value } from "typebox/value";
import { isNetwork } from "./auth/client-address.ts";
import { hostingFault } from "./hosting.ts";
import type { ConfigIssue } from "./protocol/configuration.ts";
import type { JsonObject } from "./protocol/frames.ts";
import { SETTINGS, type Setting, type SettingPath, type Settings } from "./settings.ts";

/** What the process was asked to do. */
export type Command =
  | { run: "serve"; config: Config }
  | { run: "backup"; home: string; file: string }
  | { run: "restore"; home: string; file: string; force: boolean }
  | { run: "help"; text: string }
  | { run: "version" };

/** The whole configuration, checked. */
export interface Config {
  /** State folder, absolute. */
  home: string;
  /** The config file, absolute; it need not exist. */
  file: string;
  settings: Settings;
  /** The settings that a flag or a variable gives, with its name: it counts instead of the file. */
  overrides: ReadonlyMap<SettingPath, string>;
  /** Next in development mode, with hot reload. */
  dev: boolean;
  /** The port was asked for, and is not just the default. */
  portIsAsked: boolean;
  /** Where OpenClaw keeps its config on this machine; it need not exist. */
  openclawConfig: string;
}

/** A mistake of the person who started us: one sentence that says what to do. The process exits with 2. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

const FLAGS: ReadonlyMap<string, SettingPath> = new Map(
  entries().flatMap(([path, { flag }]) => (flag ? [[flag, path] as const] : [])),
);

/**
 * Reads flags, environment and the config file, in that order of precedence.
 * The only reader of the environment. Writes nothing.
 * @throws ConfigError
 */
export function readConfig(argv: readonly string[], env: NodeJS.ProcessEnv): Command {
  const flags = readFlags(argv);
  if (flags.help) return { run: "help", text: helpText() };
  if (flags.version) return { run: "version" };
  const home = resolve(expandHome(flags.home ?? nonEmpty(env.MISSION_CONTROL_HOME) ?? "~/.mission-control"));
  if (flags.command) return archiveCommand(flags, home);
  const file = resolve(expandHome(flags.config ?? join(home, "config.json5")));
  const inFile = readFile(file, flags.config !== undefined);
  const settings = settle(inFile, file, env, flags.settings);
  for (const require of Object.values(RULES)) require(settings);
  const fault = hostingFault(settings);
  if (fault) throw new ConfigError(fault);
  const overrides = overridesOf(env, flags.settings);
  const portIsAsked = flags.settings.has("port") || nonEmpty(env.PORT) !== undefined || inFile.port !== undefined;
  return {
    run: "serve",
    config: { home, file, settings, overrides, dev: flags.dev, portIsAsked, openclawConfig: openclawConfigOf(env) },
  };
}

/** What a parsed config file says that cannot be: a start on it would be refused. */
export function issuesOf(config: JsonObject): ConfigIssue[] {
  const flat = flatten(config);
  const issues = Object.entries(flat).flatMap(([path, value]): ConfigIssue[] => {
    const setting = settingAt(path);
    if (!setting) return [{ path, message: "There is no such setting: remove it." }];
    if (Value.Check(setting.schema, value)) return [];
    return [{ path, message: `It must be ${expectationOf(setting)}.` }];
  });
  if (issues.length > 0) return issues;
  const settings = asSettings({
    ...Object.fromEntries(entries().map(([path, setting]) => [path, setting.default])),
    ...flat,
  });
  return Object.entries(RULES).flatMap(([path, require]): ConfigIssue[] => {
    try {
      require(settings);
      return [];
    } catch (error) {
      return [{ path, message: error instanceof Error ? error.message : String(error) }];
    }
  });
}

/** The settings whose values differ between two parsed config files. */
export function changedSettings(before: JsonObject, after: JsonObject): SettingPath[] {
  const [old, now] = [flatten(before), flatten(after)];
  return entries().flatMap(([path]) => (JSON.stringify(old[path]) === JSON.stringify(now[path]) ? [] : [path]));
}

/** A parsed config file with the defaults of what it leaves out. */
export function settingsTree(config: JsonObject): JsonObject {
  const flat = flatten(config);
  const tree: JsonObject = {};
  for (const [path, setting] of entries()) {
    const value = flat[path] ?? setting.default;
    if (value === undefined) continue;
    const keys = path.split(".");
    let place = tree;
    for (const key of keys.slice(0, -1)) place = branchOf(place, key);
    place[keys.at(-1) ?? path] = value;
  }
  return tree;
}

/** Whether an address can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}

function archiveCommand({ command = [], force }: Flags, home: string): Command {
  const [run, given, ...more] = command;
  if (run !== "backup" && run !== "restore") {
    throw new ConfigError(`There is no command "${run}": \`npm start -- --help\` lists those there are.`);
  }
  if (given === undefined || more.length > 0) {
    throw new ConfigError(`${run} needs one file: \`npm run ${run} -- mission-control.tar.gz\`.`);
  }
  const file = resolve(expandHome(given));
  return run === "backup" ? { run, home, file } : { run, home, file, force };
}

/** Where OpenClaw looks for its own config, in its order. */
function openclawConfigOf(env: NodeJS.ProcessEnv): string {
  const named = nonEmpty(env.OPENCLAW_CONFIG_PATH);
  if (named) return resolve(expandHome(named));
  const folder = nonEmpty(env.OPENCLAW_STATE_DIR) ?? join(nonEmpty(env.OPENCLAW_HOME) ?? homedir(), ".openclaw");
  return resolve(expandHome(folder), "openclaw.json");
}

interface Flags {
  /** What is to be done instead of serving, and with what. */
  command?: readonly string[];
  force: boolean;
  help: boolean;
  version: boolean;
  dev: boolean;
  home?: string;
  config?: string;
  settings: ReadonlyMap<SettingPath, string>;
}

function readFlags(argv: readonly string[]): Flags {
  const settingFlags = Object.fromEntries([...FLAGS.keys()].map((flag) => [flag, { type: "string" } as const]));
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        ...settingFlags,
        help: { type: "boolean", short: "h", default: false },
        version: { type: "boolean", default: false },
        dev: { type: "boolean", default: false },
        force: { type: "boolean", default: false },
        home: { type: "string" },
        config: { type: "string" },
      },
    });
    const given = Object.entries(values).flatMap(([flag, value]) => {
      const path = FLAGS.get(flag);
      return path && typeof value === "string" ? [[path, value] as const] : [];
    });
    const { help, version, dev, force, home, config } = values;
    return {
      ...(positionals.length > 0 && { command: positionals }),
      force: force === true,
      help: help === true,
      version: version === true,
      dev: dev === true,
      home: typeof home === "string" ? home : undefined,
      config: typeof config === "string" ? config : undefined,
      settings: new Map(given),
    };
  } catch (error) {
    const why = error instanceof Error ? error.message.split(". ")[0] : String(error);
    throw new ConfigError(`${why}. Run \`npm start -- --help\` for the flags there are.`);
  }
}

function readFile(file: string, required: boolean): JsonObject {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" && !required) return {};
    throw new ConfigError(
      `The config file ${file} cannot be read (${code}): make it readable, or name another with --config.`,
    );
  }
  let parsed: unknown;
  try {
    parsed = JSON5.parse(text);
  } catch (error) {
    throw new ConfigError(
      `The config file ${file} is not JSON5 (${error instanceof Error ? error.message : error}): mend that place.`,
    );
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw new ConfigError(`The config file ${file} must hold one object: { … }.`);
  }
  return flatten({ ...parsed });
}

/** `{ auth: { mode: "none" } }` → `{ "auth.mode": "none" }`, down to the paths that are settings. */
function flatten(tree: JsonObject, prefix = ""): JsonObject {
  const flat: JsonObject = {};
  for (const [key, value] of Object.entries(tree)) {
    const path = prefix + key;
    const branch = entries().some(([setting]) => setting.startsWith(`${path}.`));
    if (branch && typeof value === "object" && value !== null) Object.assign(flat, flatten({ ...value }, `${path}.`));
    else flat[path] = value;
  }
  return flat;
}

function settle(
  file: JsonObject,
  fileName: string,
  env: NodeJS.ProcessEnv,
  flags: ReadonlyMap<SettingPath, string>,
): Settings {
  const unknown = Object.keys(file).find((path) => !Object.hasOwn(SETTINGS, path));
  if (unknown) {
    throw new ConfigError(
      `The config file ${fileName} has an unknown setting "${unknown}": remove it, or see --help for the names.`,
    );
  }
  const settled: JsonObject = {};
  for (const [path, setting] of entries()) {
    const flag = flags.get(path);
    const fromEnv = setting.env ? nonEmpty(env[setting.env]) : undefined;
    if (flag !== undefined) settled[path] = checked(setting, parseText(setting, flag), `--${setting.flag}`);
    else if (fromEnv !== undefined) settled[path] = checked(setting, parseText(setting, fromEnv), `${setting.env}`);
    else if (file[path] !== undefined) settled[path] = checked(setting, file[path], `"${path}" in ${fileName}`);
    else settled[path] = setting.default;
  }
  return asSettings(settled);
}

function settingAt(path: string): Setting | undefined {
  return entries().find(([known]) => known === path)?.[1];
}

/** The object under a key, made when there is none. */
function branchOf(tree: JsonObject, key: string): JsonObject {
  const known = tree[key];
  // Only this function puts objects where settings have a common part.
  if (known !== undefined) return known as JsonObject;
  const made: JsonObject = {};
  tree[key] = made;
  return made;
}

function overridesOf(env: NodeJS.ProcessEnv, flags: ReadonlyMap<SettingPath, string>): Map<SettingPath, string> {
  const given = new Map<SettingPath, string>();
  for (const [path, { env: variable, flag }] of entries()) {
    if (flags.has(path)) given.set(path, `--${flag}`);
    else if (variable && nonEmpty(env[variable]) !== undefined) given.set(path, variable);
  }
  return given;
}

/** Each value was checked against its setting's schema or is its default. */
function asSettings(settled: JsonObject): Settings {
  return settled as Settings;
}

function parseText(setting: Setting, text: string): unknown {
  return "type" in setting.schema && setting.schema.type === "integer" && /^\d+$/.test(text) ? Number(text) : text;
}

function checked(setting: Setting, value: unknown, where: string): unknown {
  if (Value.Check(setting.schema, value)) return value;
  const shown = setting.secret ? "" : ` ${JSON.stringify(value)}`;
  throw new ConfigError(`${where} cannot be${shown}: it must be ${expectationOf(setting)}. ${setting.help}`);
}

function expectationOf(setting: Setting): string {
  const schema: JsonObject = { ...setting.schema };
  if (Array.isArray(schema.anyOf))
    return schema.anyOf.map((option: JsonObject) => JSON.stringify(option.const)).join(" or ");
  if (schema.type === "integer") return `a whole number from ${schema.minimum} to ${schema.maximum}`;
  if (schema.type === "boolean") return "true or false";
  if (schema.type === "array") return "a list";
  if (schema.pattern === "^https?://") return "an http or https address";
  return schema.minLength
    ? `text of at least ${schema.minLength} characters`
    : `text${schema.pattern ? ` that matches ${schema.pattern}` : ""}`;
}

/** What no schema can say of a setting. Each throws a {@link ConfigError}. */
const RULES: { readonly [Path in SettingPath]?: (settings: Settings) => void } = {
  "auth.mode": requireLoopback,
  "gateway.trustedProxies": requireNetworks,
};

function requireNetworks({ "gateway.trustedProxies": proxies }: Settings): void {
  const wrong = proxies.find((proxy) => !isNetwork(proxy));
  if (wrong === undefined) return;
  throw new ConfigError(
    `gateway.trustedProxies: ${JSON.stringify(wrong)} is no address: write 10.0.0.2, or a network such as 10.0.0.0/8.`,
  );
}

function requireLoopback(settings: Settings): void {
  if (settings["auth.mode"] !== "none") return;
  const hosts = [settings.host, ...settings.listeners.map((listener) => listener.host ?? settings.host)];
  const open = hosts.find((host) => !isLoopback(host));
  if (open) {
    throw new ConfigError(
      `MISSION_CONTROL_AUTH=none lets everybody in, so it is refused on ${open}: bind 127.0.0.1, or leave authentication on.`,
    );
  }
}

function helpText(): string {
  const rows = entries().map(([path, { flag, env, help, default: value }]) => {
    const names = [flag && `--${flag}`, env, path].filter(Boolean).join(", ");
    const fallback = value === undefined || Array.isArray(value) ? "" : ` (default ${value})`;
    return `  ${names}\n      ${help}${fallback}`;
  });
  return `Mission Control

Usage: npm start [-- flags]        npm run dev [-- flags]
       npm run backup -- <file>    everything in the state folder but the logs, also while it is in use
       npm run restore -- <file>   makes a state folder of a backup; --force puts one that is there aside

  --home, MISSION_CONTROL_HOME
      State folder (default ~/.mission-control)
  --config
      Config file, JSON5 (default config.json5 in the state folder)
  --help, --version

Settings: flag, environment variable, path in the config file. The first that is given counts.
${rows.join("\n")}
`;
}

function entries(): [SettingPath, Setting][] {
  return Object.entries(SETTINGS) as [SettingPath, Setting][];
}

function expandHome(path: string): string {
  return path === "~" || path.startsWith("~/") ? join(homedir(), path.slice(1)) : path;
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}
