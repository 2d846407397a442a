import { ago, code, count, table } from "../markdown.ts";
import type { Skill } from "../skill.ts";
import { number, oneCall, type Result, rows, text } from "./answer.ts";

const WHERE =
  "(?:(?:the|all|my|our|every|old|past)\\s+)*(?:transcripts?|sessions|chats|conversations|messages|history|everything)";
const PATTERNS = [
  new RegExp(
    `^(?:search|grep|look|scan|check|query)\\s+(?:in\\s+|through\\s+|over\\s+|across\\s+)?${WHERE}\\s+(?:for|about|:)?\\s*(?<query>.+)$`,
    "i",
  ),
  new RegExp(`^(?:find|search|look|grep)\\s+(?:for\\s+)?(?<query>.+?)\\s+(?:in|through|across|over)\\s+${WHERE}$`, "i"),
  /^(?:who|when|where)\s+(?:said|did (?:we|i|they|someone|anyone) (?:talk|speak|say|write|discuss|mention)(?:\s+about)?|was)\s+(?<query>.+?)(?:\s+(?:mentioned|discussed|said))?$/i,
  /^(?:search|find|look)\s+(?:for|up)?\s*:?\s*(?<query>.+)$/i,
];

export const searchTranscripts: Skill = {
  help: { say: "search transcripts for invoice", does: "search what was said in all sessions" },
  understand(words) {
    const query = PATTERNS.map((pattern) => pattern.exec(words)?.groups?.query).find(Boolean);
    if (!query) return undefined;
    const wanted = query.replace(/^["'“”`«]+|["'“”`»]+$/g, "").trim();
    if (!wanted || /\blogs?$/i.test(wanted)) return undefined;
    return {
      thought: `I'll search all transcripts for “${wanted}”.`,
      way: ({ now }) =>
        oneCall({ tool: "transcripts_search", args: { query: wanted } }, (result) => hitsText(result, wanted, now)),
    };
  },
};

function hitsText(result: Result, query: string, now: number): string {
  const hits = rows(result.hits);
  if (hits.length === 0) return `Nobody has said anything about “${query}”.`;
  const lines = hits.map((hit) => [code(text(hit.sessionKey)), hit.role, ago(number(hit.time), now), hit.snippet]);
  const more = result.truncated ? ", and there are more" : "";
  return `**${count(hits.length, "hit")}** for “${query}”${more}:\n\n${table(["session", "who", "when", "said"], lines)}`;
}
