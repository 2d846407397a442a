import { code, fenced, span } from "../markdown.ts";
import type { Skill } from "../skill.ts";
import { number, oneCall, type Result, text } from "./answer.ts";

/** In quotes, so that no other wish is taken for a command. */
const RUN =
  /^\s*(?:please\s+)?(?:run|execute|exec)\s+(?:the\s+)?(?:command\s+)?(?<quote>[`"“])(?<command>[^\n]+)[`"”]\s*[.!]?\s*$/i;
const PLAIN = /^\s*(?:\$|exec|(?:run|execute)\s+(?:the\s+)?command:?)\s+(?<command>[^\s`"“][^\n]*?)\s*$/i;

/** Takes all that was said, as it was said: the command is in it. */
export const runCommand: Skill = {
  help: { say: "run `ls -la`", does: "run a shell command in the workspace, once you allow it" },
  understand(words) {
    const command = (RUN.exec(words) ?? PLAIN.exec(words))?.groups?.command?.trim();
    if (!command) return undefined;
    return {
      thought: `I'll run ${command}.`,
      way: () => oneCall({ tool: "exec", args: { command } }, outcomeText),
    };
  },
};

function outcomeText(result: Result): string {
  const output = text(result.output);
  const end = result.timedOut
    ? "its time was up"
    : result.exitCode === null
      ? `ended by ${text(result.signal)}`
      : `exit code ${number(result.exitCode)}`;
  const head = `${code(text(result.command))}: ${end}, ${span(number(result.durationMs))}`;
  return output.trim() === "" ? `${head}. It wrote nothing.` : `${head}:\n\n${fenced(output)}`;
}
