import type { ChatMessage, ChatRequest, Reply } from "./openai-server.ts";

/**
 * Does what the last user message says, so that a test at the far end of the wire can script the model by typing:
 *
 * - `stream 2000` or `stream 2000 every 5 ms`: that many numbered tokens
 * - `think then <text>`: reasoning, then the text
 * - `call <tool> <json>`, one on each line: tool calls; then an answer that quotes the results
 * - `fail <status> [words]`: an HTTP error
 * - `stall after <n>`, `cut after <n>`: so many tokens, then silence, or a broken connection
 * - `say nothing`: not even the beginning of an answer
 * - anything else is said back, word by word
 */
export function byWords(request: ChatRequest): Reply {
  const at = request.messages.findLastIndex((message) => message.role === "user");
  const words = at < 0 ? "" : textOf(request.messages[at]);
  const results = request.messages.slice(at + 1).filter((message) => message.role === "tool");
  if (results.length > 0) return { kind: "answer", text: split(`The tools said: ${results.map(textOf).join(" / ")}`) };

  const stream = /\bstream (\d+)(?: every (\d+) ?ms)?/i.exec(words);
  if (stream) return { kind: "answer", text: numberedTokens(Number(stream[1])), everyMs: Number(stream[2] ?? 0) };
  const silence = /\b(stall|cut) after (\d+)/i.exec(words);
  if (silence) {
    return {
      kind: "answer",
      text: numberedTokens(Number(silence[2])),
      lastly: silence[1]?.toLowerCase() === "cut" ? "cut" : "stall",
    };
  }
  if (/\bsay nothing\b/i.test(words)) return { kind: "silence" };
  const failure = /\bfail (\d{3})\s*(.*)/i.exec(words);
  if (failure) return { kind: "error", status: Number(failure[1]), message: failure[2] || `scripted ${failure[1]}` };
  const calls = [...words.matchAll(/^\s*call (\w+)\s*(\{.*\})?\s*$/gim)];
  if (calls.length > 0) {
    return { kind: "answer", toolCalls: calls.map((call) => ({ name: call[1] ?? "", arguments: call[2] ?? "{}" })) };
  }
  const thought = /\bthink then ([\s\S]+)/i.exec(words);
  if (thought) return { kind: "answer", reasoning: split("Let me think about that."), text: split(thought[1] ?? "") };
  return { kind: "answer", text: split(`You said: ${words}`) };
}

/** `0 1 2 …`, with a character of several bytes in each tenth, so that order, loss and splitting show. */
export function numberedTokens(amount: number): string[] {
  return Array.from({ length: amount }, (_none, index) => (index % 10 === 9 ? `${index}·é🙂 ` : `${index} `));
}

function textOf(message: ChatMessage | undefined): string {
  const content = message?.content;
  if (typeof content === "string") return content;
  return content?.map((part) => part.text ?? "").join("") ?? "";
}

function split(text: string): string[] {
  return text.match(/\s*\S+/g) ?? [];
}
