import { join } from "node:path";
import { RpcError } from "../../protocol/errors.ts";
import { listFolder, readFolderFile } from "../workspace-folder.ts";
import { readManifest, type SkillManifest } from "./manifest.ts";

export type SkillSource = "bundled" | "managed" | "workspace";

/** A folder whose folders are skills. */
export interface SkillRoot {
  source: SkillSource;
  folder: string;
}

export interface FoundSkill {
  key: string;
  source: SkillSource;
  baseDir: string;
  filePath: string;
  manifest: SkillManifest;
  /** The whole SKILL.md. */
  content: string;
}

/** Skills of one root that are looked at. */
export const SKILLS_OF_ROOT = 300;
const FILE = "SKILL.md";

/**
 * The skills of all roots, by name. One of a later root takes the place of its namesake in an earlier one.
 * Folders without a readable SKILL.md are none.
 */
export async function findSkills(roots: readonly SkillRoot[]): Promise<FoundSkill[]> {
  const byKey = new Map<string, FoundSkill>();
  for (const root of roots) for (const skill of await skillsOf(root)) byKey.set(skill.key, skill);
  return [...byKey.values()].sort((one, other) => (one.key < other.key ? -1 : 1));
}

async function skillsOf({ source, folder }: SkillRoot): Promise<FoundSkill[]> {
  const names = await foldersOf(folder);
  const found = await Promise.all(
    names.map(async (name): Promise<FoundSkill | undefined> => {
      const content = await textOf(folder, `${name}/${FILE}`);
      const manifest = content === undefined ? undefined : readManifest(content);
      if (content === undefined || !manifest) return undefined;
      const baseDir = join(folder, name);
      return {
        key: manifest.skillKey ?? manifest.name,
        source,
        baseDir,
        filePath: join(baseDir, FILE),
        manifest,
        content,
      };
    }),
  );
  return found.filter((skill) => skill !== undefined);
}

async function foldersOf(folder: string): Promise<string[]> {
  try {
    const { entries } = await listFolder(folder, "", { limit: SKILLS_OF_ROOT });
    return entries.flatMap(({ kind, name }) => (kind === "directory" ? [name] : []));
  } catch (error) {
    return nothing(error, []);
  }
}

async function textOf(folder: string, path: string): Promise<string | undefined> {
  try {
    return (await readFolderFile(folder, path)).content;
  } catch (error) {
    return nothing(error, undefined);
  }
}

/** What is missing or not readable is no skill; anything else is a fault. */
function nothing<Value>(error: unknown, value: Value): Value {
  if (error instanceof RpcError) return value;
  throw error;
}
