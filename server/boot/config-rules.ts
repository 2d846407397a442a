import { changedSettings, issuesOf, settingsTree } from "../config.ts";
import type { ConfigRules } from "../embedded/config/config.ts";
import { type ConfigPath, parseConfig, REDACTED, redactConfig, valueAt } from "../protocol/config-document.ts";
import type { ConfigHint, ReloadKind } from "../protocol/configuration.ts";
import { PARTS, SETTINGS, type Setting, type SettingPath, type Settings } from "../settings.ts";

/** Puts a new value of a setting into force while the process runs. */
export type LiveSettings = { readonly [Path in SettingPath]?: (value: Settings[Path]) => void };

/** What our own settings mean, as `config.*` tells it. `overrides` names what beats the file: a flag or a variable. */
export function configRules(parts: {
  version: string;
  overrides: ReadonlyMap<SettingPath, string>;
  live: LiveSettings;
}): ConfigRules {
  const { version, overrides, live } = parts;
  const isLive = (path: string) => Object.hasOwn(live, path) && !overrides.has(path as SettingPath);
  return {
    version,
    schema: schemaOf(),
    hints: hintsOf(overrides),
    reloadKindOf(path): ReloadKind | undefined {
      const setting = settingOver(path);
      if (!setting) return undefined;
      return isLive(setting) ? "hot" : "restart";
    },
    check: issuesOf,
    warn: (config) =>
      changedSettings({}, config).flatMap((path) => {
        const by = overrides.get(path);
        return by ? [{ path, message: `${by} is given and counts instead of what the file says.` }] : [];
      }),
    isSecret,
    withDefaults: (config) => parseConfig(redactConfig(JSON.stringify(settingsTree(config)), isSecret)),
    apply(config, changed) {
      const now = settingsByPath(config);
      return changed.filter((path) => {
        const setting = settingOver(path);
        if (!setting || !isLive(setting)) return false;
        put(live, setting, now);
        return true;
      });
    },
  };
}

function put<Path extends SettingPath>(live: LiveSettings, path: Path, settings: Settings): void {
  const apply: ((value: Settings[Path]) => void) | undefined = live[path];
  apply?.(settings[path]);
}

/** The file was checked: each of its settings fits, the others are their defaults. */
function settingsByPath(config: Record<string, unknown>): Settings {
  const tree = settingsTree(config);
  return Object.fromEntries(paths().map((path) => [path, valueAt(tree, path.split("."))])) as Settings;
}

/** Names that say that a secret stands there, whatever the setting is. */
const SECRET_NAME = /token$|secret|password|apikey$/i;

/** A secret setting is hidden whole where it is a text; in lists of objects only what stands under `auth`, or is so named. */
function isSecret(path: ConfigPath): boolean {
  const setting = settingOver(path.join("."));
  if (setting === path.join(".")) return entryOf(setting).secret === true;
  return path.slice(1).includes("auth") || SECRET_NAME.test(String(path.at(-1)));
}

/** The setting that a path is, or is inside of. */
function settingOver(path: string): SettingPath | undefined {
  return paths().find((setting) => path === setting || path.startsWith(`${setting}.`));
}

function schemaOf(): Record<string, unknown> {
  const root = branch();
  for (const path of paths()) {
    const keys = path.split(".");
    let place = root;
    for (const key of keys.slice(0, -1)) place = place.properties[key] ??= branch();
    const { schema, help, default: value } = entryOf(path);
    place.properties[keys.at(-1) ?? path] = leaf({
      ...schema,
      description: help,
      ...(value !== undefined && { default: value }),
    });
  }
  return root;
}

interface Branch {
  [word: string]: unknown;
  properties: Record<string, Branch>;
}

function branch(): Branch {
  return { type: "object", additionalProperties: false, properties: {} };
}

/** A setting's schema stands where a branch could. */
function leaf(schema: Record<string, unknown>): Branch {
  return JSON.parse(JSON.stringify(schema));
}

function hintsOf(overrides: ReadonlyMap<SettingPath, string>): Record<string, ConfigHint> {
  const hints: Record<string, ConfigHint> = {};
  for (const [part, help] of Object.entries(PARTS)) hints[part] = { help };
  for (const path of paths()) {
    const { help, secret } = entryOf(path);
    const by = overrides.get(path);
    const note = by ? ` ${by} is given and counts instead of what stands here.` : "";
    hints[path] = { help: `${help}${note}`, ...(secret && { sensitive: true, placeholder: REDACTED }) };
  }
  return hints;
}

function entryOf(path: SettingPath): Setting {
  return SETTINGS[path];
}

function paths(): SettingPath[] {
  return Object.keys(SETTINGS) as SettingPath[];
}
