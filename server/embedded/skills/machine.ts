import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { delimiter, join } from "node:path";
import type { SkillRequirements } from "../../protocol/skills.ts";

/** What skills can count on. */
export interface Machine {
  platform: NodeJS.Platform;
  /** Variables with a value. */
  env: Readonly<NodeJS.ProcessEnv>;
  /** Looked through before those of `PATH`. */
  programFolders: readonly string[];
}

/** What a skill has beside the machine's own. */
export interface SkillMeans {
  /** Whether an API key is kept, which is given as `primaryEnv`. */
  hasKey: boolean;
  primaryEnv: string | undefined;
  /** Whether a path of the configuration is set. */
  isSet(path: string): boolean;
}

/** What of the requirements is not there. Of `anyBins` all are missing, or none. */
export async function missingOf(
  needs: SkillRequirements,
  machine: Machine,
  means: SkillMeans,
): Promise<SkillRequirements> {
  const [bins, anyBins] = await Promise.all([absent(needs.bins, machine), absent(needs.anyBins, machine)]);
  const hasVariable = (name: string) => Boolean(machine.env[name]) || (means.hasKey && name === means.primaryEnv);
  return {
    bins,
    anyBins: anyBins.length === needs.anyBins.length ? anyBins : [],
    env: needs.env.filter((name) => !hasVariable(name)),
    config: needs.config.filter((path) => !means.isSet(path)),
    os: needs.os.length > 0 && !needs.os.includes(machine.platform) ? needs.os : [],
  };
}

export function isNothing(missing: SkillRequirements): boolean {
  return Object.values(missing).every((list) => list.length === 0);
}

/** Where a program is; undefined when it is not there, or not for us to run. */
export async function findProgram(
  name: string,
  { env, programFolders, platform }: Machine,
): Promise<string | undefined> {
  // A name with a folder in it would be looked for outside of where programs are.
  if (!/^[\w.+-]+$/.test(name)) return undefined;
  const folders = [...programFolders, ...(env.PATH ?? "").split(delimiter).filter(Boolean)];
  const endings = platform === "win32" ? [".exe", ".cmd", ".bat", ""] : [""];
  for (const folder of folders) {
    for (const ending of endings) {
      const file = join(folder, name + ending);
      if (await isProgram(file)) return file;
    }
  }
  return undefined;
}

async function absent(names: readonly string[], machine: Machine): Promise<string[]> {
  const found = await Promise.all(names.map((name) => findProgram(name, machine)));
  return names.filter((_, index) => found[index] === undefined);
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
