import type { Skill } from "../skill.ts";
import { agents } from "./agents.ts";
import { cron } from "./cron.ts";
import { runCommand } from "./exec.ts";
import { listFiles, readFile, writeFile } from "./files.ts";
import { logs } from "./logs.ts";
import { listSessions, showSession } from "./sessions.ts";
import { overview, status } from "./status.ts";
import { about, courtesy, helpFor } from "./talk.ts";
import { searchTranscripts } from "./transcripts.ts";

const COMMANDS: readonly Skill[] = [
  writeFile,
  runCommand,
  status,
  overview,
  logs,
  cron,
  showSession,
  searchTranscripts,
  listSessions,
  agents,
  readFile,
  listFiles,
];

/** Everything that is understood; the first that does, wins. A new skill is one file and one line above. */
export const SKILLS: readonly Skill[] = [helpFor(COMMANDS), about, courtesy, ...COMMANDS];
