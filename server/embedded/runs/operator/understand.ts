import type { Understood } from "./skill.ts";
import { runCommand } from "./skills/exec.ts";
import { writeFile } from "./skills/files.ts";
import { SKILLS } from "./skills/table.ts";
import { unknownCommand } from "./skills/talk.ts";

/** Words that are often mistyped and that commands hang on. */
const VOCABULARY = [
  "status",
  "session",
  "sessions",
  "agents",
  "search",
  "transcript",
  "transcripts",
  "files",
  "overview",
  "errors",
];
/** Only the beginning is a command; what follows is what the person looks for. */
const COMMAND_WORDS = 4;
const MOST_COMMANDS = 5;
const LONGEST_COMMAND = 300;

const CONJUNCTION = /\s*(?:;|\n+|,?\s+(?:and then|then|and)\s+|,\s+)\s*/i;

const COURTESY =
  /^(?:(?:hey|hi|hello|ok|okay|so|well|and|operator|please|pls|kindly|just|now|quickly|(?:can|could|would|will) you|i(?:'d| would) like (?:you )?to|i (?:want|need) (?:you )?to|let'?s|go ahead and|tell me|give me|let me (?:see|know))\b[\s,:!.]*)+/i;
const GOODBYE = /(?:[\s,]*\b(?:please|pls|thanks|thank you|for me|right now|now|again|quickly)\b)?[\s?!.…]*$/i;

/**
 * The commands in what somebody said: one, or several joined by "and", "then", a semicolon or a new line.
 * What is not understood at all is answered with what is.
 */
export function understand(said: string): Understood[] {
  const plain = said.trim().replace(/[’‘]/g, "'");
  const written = writeFile.understand(plain) ?? runCommand.understand(plain);
  if (written) return [written];
  // Patterns meet short texts only: nobody types a long command, and a long text must not take long.
  if (plain === "" || plain.length > LONGEST_COMMAND) return [unknownCommand(said)];
  const clauses = plain.split(CONJUNCTION).filter((clause) => bare(clause) !== "");
  if (clauses.length > 1 && clauses.length <= MOST_COMMANDS) {
    const all = clauses.flatMap((clause) => understandOne(clause) ?? []);
    if (all.length === clauses.length) return all;
  }
  return [understandOne(plain) ?? unknownCommand(said)];
}

function understandOne(plain: string): Understood | undefined {
  const asked = bare(plain);
  // Somebody who only says hello wants to know what there is to say.
  const attempts = asked === "" ? [plain, "help"] : [asked, mended(asked)];
  for (const words of attempts) {
    for (const skill of SKILLS) {
      const understood = skill.understand(words);
      if (understood) return understood;
    }
  }
  return undefined;
}

/** Without the courtesies around it. */
function bare(words: string): string {
  return words.trim().replace(COURTESY, "").replace(GOODBYE, "").trim();
}

/** The words with slips of one letter put right, at the beginning only. */
function mended(words: string): string {
  let seen = 0;
  return words.replace(/[a-z]+(?![\w.])/gi, (word) => {
    if (seen++ >= COMMAND_WORDS || word.length < 5) return word;
    const lower = word.toLowerCase();
    return VOCABULARY.includes(lower) ? word : (VOCABULARY.find((known) => isSlip(lower, known)) ?? word);
  });
}

/** One letter too many, missing, wrong, or two of them swapped. */
function isSlip(word: string, known: string): boolean {
  if (Math.abs(word.length - known.length) > 1) return false;
  let start = 0;
  while (start < word.length && word[start] === known[start]) start++;
  const rest = word.slice(start);
  const wanted = known.slice(start);
  if (rest.slice(1) === wanted || rest === wanted.slice(1) || rest.slice(1) === wanted.slice(1)) return true;
  return rest[0] === wanted[1] && rest[1] === wanted[0] && rest.slice(2) === wanted.slice(2);
}
