import { parse } from "yaml";
import type { SkillRequirements } from "../../protocol/skills.ts";

/** What the head of a SKILL.md says: the fields of OpenClaw's skills. */
export interface SkillManifest {
  name: string;
  description: string;
  homepage?: string;
  emoji?: string;
  skillKey?: string;
  primaryEnv?: string;
  /** Told to agents whatever it needs. */
  always: boolean;
  requires: SkillRequirements;
  install: readonly InstallSpec[];
}

/** A way to get a program, as the manifest names it. */
export interface InstallSpec {
  id: string;
  kind: string;
  label: string;
  bins: string[];
  /** What the package manager calls it. */
  package?: string;
  os: string[];
}

const NAME_LIMIT = 128;
const DESCRIPTION_LIMIT = 1_024;
const LIST_LIMIT = 50;

/** Reads the head of a SKILL.md; undefined when it has none, or one without name and description. */
export function readManifest(text: string): SkillManifest | undefined {
  const head = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---(?:\r?\n|$)/.exec(text)?.[1];
  const fields = objectOf(head === undefined ? undefined : parsed(head));
  const name = textOf(fields.name, NAME_LIMIT);
  const description = textOf(fields.description, DESCRIPTION_LIMIT);
  if (!name || !description) return undefined;
  const facts = objectOf(objectOf(fields.metadata).openclaw);
  const requires = objectOf(facts.requires);
  return {
    name,
    description,
    ...optional("homepage", textOf(fields.homepage ?? facts.homepage, DESCRIPTION_LIMIT)),
    ...optional("emoji", textOf(facts.emoji, 16)),
    ...optional("skillKey", textOf(facts.skillKey, NAME_LIMIT)),
    ...optional("primaryEnv", textOf(facts.primaryEnv, NAME_LIMIT)),
    always: facts.always === true,
    requires: {
      bins: textsOf(requires.bins),
      anyBins: textsOf(requires.anyBins),
      env: textsOf(requires.env),
      config: textsOf(requires.config),
      os: textsOf(facts.os),
    },
    install: (Array.isArray(facts.install) ? facts.install : []).slice(0, LIST_LIMIT).map(installOf),
  };
}

function installOf(value: unknown, index: number): InstallSpec {
  const spec = objectOf(value);
  const kind = textOf(spec.kind, NAME_LIMIT) ?? "unknown";
  const bins = textsOf(spec.bins);
  const name = textOf(spec.formula ?? spec.cask ?? spec.package ?? spec.module, 300);
  return {
    id: textOf(spec.id, NAME_LIMIT) ?? `${kind}-${index}`,
    kind,
    label: textOf(spec.label, 200) ?? `Install ${bins.join(", ") || name || "it"} (${kind})`,
    bins,
    ...optional("package", name),
    os: textsOf(spec.os),
  };
}

/** Aliases are not expanded: a few lines of YAML could be made of gigabytes. */
function parsed(head: string): unknown {
  try {
    return parse(head, { maxAliasCount: 0 });
  } catch {
    return undefined;
  }
}

function objectOf(value: unknown): { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function textOf(value: unknown, limit: number): string | undefined {
  return typeof value === "string" && value.trim() ? value.trim().slice(0, limit) : undefined;
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string" && one !== "").slice(0, LIST_LIMIT) : [];
}

function optional<Key extends string>(key: Key, value: string | undefined): { [K in Key]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: string });
}
