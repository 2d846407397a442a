import { table } from "../markdown.ts";
import type { Skill, Understood } from "../skill.ts";

const NO_LLM = [
  "I'm the built-in **operator**: I understand plain commands, but I am **not an LLM**.",
  "",
  "To talk with a real model, set one of these and restart:",
  "",
  table(
    ["for", "set"],
    [
      ["OpenAI", "`OPENAI_API_KEY`"],
      ["Ollama, vLLM, llama.cpp …", "`OPENAI_BASE_URL=http://localhost:11434/v1`"],
      ["Anthropic", "`ANTHROPIC_API_KEY`"],
      ["a certain model", "`MISSION_CONTROL_MODEL=openai/<model>`"],
    ],
  ),
].join("\n");

const ABOUT =
  /^(?:who|what) are you|^are you (?:an? |really |some kind of )*(?:ai|llm|bot|robot|human|person|real|chatgpt|gpt|claude|language model)\b|(?:configure|set ?up|connect|add|enable|install|switch to|use)\b.*\b(?:llm|model|models|openai|ollama|anthropic|claude|gpt|vllm|api key)\b|^(?:which|what) (?:llm|model) (?:is|are|do)\b/i;
const COURTESIES = /^(?:thanks?|thank you|thx|cheers|great|perfect|nice|good (?:job|work)|well done|cool)\b/i;
const HELP =
  /^(?:\/?help\b.*|\?+|commands?|usage|options|menu|what (?:can|could|do) (?:you|i) (?:do|say|ask|know|understand)\b.*|how (?:do|does|can) (?:you|i|this|it) (?:work|use|do|talk|begin|start)\b.*|what(?:'s| is) (?:possible|there to do)|(?:list|show) (?:the |all |your )*commands)$/i;

export const about: Skill = {
  understand: (words) => (ABOUT.test(words) ? say("I'm asked what I am.", NO_LLM) : undefined),
};

export const courtesy: Skill = {
  understand: (words) =>
    COURTESIES.test(words) && words.length < 40
      ? say("That was kind.", "You're welcome. Say **help** for what else I can do.")
      : undefined,
};

/** The help for a list of commands. */
export function helpFor(commands: readonly Skill[]): Skill {
  return {
    understand(words) {
      if (!HELP.test(words)) return undefined;
      const lines = commands.flatMap(({ help }) => (help ? [[`\`${help.say}\``, help.does]] : []));
      return say(
        "I'll say what I understand.",
        [
          "I understand plain commands, in your own words:",
          "",
          table(["say", "and I"], lines),
          "",
          "Join several with *and*. I'm not an LLM: ask **what are you** for how to set one up.",
        ].join("\n"),
      );
    },
  };
}

/** For what nothing understands. */
export function unknownCommand(said: string): Understood {
  const thought = said.trim()
    ? "None of my commands fits this, and I can't make up an answer: I'm no language model."
    : "Nothing was said that I could read.";
  return say(
    thought,
    [
      "I didn't understand that as a command. Try **status**, **list sessions**, **search the logs for …** or **help**.",
      "",
      NO_LLM,
    ].join("\n"),
  );
}

function say(thought: string, answer: string): Understood {
  return { thought, answer };
}
