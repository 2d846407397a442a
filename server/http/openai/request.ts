import { type Static, Type } from "typebox";
import { Compile } from "typebox/compile";
import { RpcError } from "../../protocol/errors.ts";
import type { JsonObject } from "../../protocol/frames.ts";
import type { ParamsOf } from "../../protocol/methods.ts";

const Part = Type.Object({
  type: Type.String(),
  text: Type.Optional(Type.String()),
  image_url: Type.Optional(Type.Object({ url: Type.String() })),
});

const ChatMessage = Type.Object({
  role: Type.Union([
    Type.Literal("system"),
    Type.Literal("developer"),
    Type.Literal("user"),
    Type.Literal("assistant"),
    Type.Literal("tool"),
    Type.Literal("function"),
  ]),
  content: Type.Optional(Type.Union([Type.String(), Type.Array(Part), Type.Null()])),
});

/** The fields that count here; OpenAI's others are taken and left alone: an agent has its own model settings and tools. */
const Request = Type.Object({
  model: Type.String({ minLength: 1 }),
  messages: Type.Array(ChatMessage, { minItems: 1, maxItems: 2_000 }),
  stream: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
  stream_options: Type.Optional(
    Type.Union([Type.Object({ include_usage: Type.Optional(Type.Boolean()) }), Type.Null()]),
  ),
  n: Type.Optional(Type.Union([Type.Literal(1), Type.Null()])),
  user: Type.Optional(Type.String({ maxLength: 512 })),
  reasoning_effort: Type.Optional(Type.Union([Type.String({ minLength: 1 }), Type.Null()])),
});

type ChatMessage = Static<typeof ChatMessage>;
export type CompletionRequest = Static<typeof Request>;

const validator = Compile(Request);

/** @throws RpcError INVALID_REQUEST naming the field */
export function completionRequest(body: JsonObject): CompletionRequest {
  if (validator.Check(body)) return body;
  const [first] = validator.Errors(body);
  const missing = first?.keyword === "required" ? first.params.requiredProperties : [];
  const field = [...(first?.instancePath.split("/").slice(1) ?? []), ...missing].join(".");
  throw invalid(field, missing.length > 0 ? "is missing" : (first?.message ?? "does not fit"));
}

/** What an agent is sent. */
export interface Prompt {
  message: string;
  attachments: NonNullable<ParamsOf<"chat.send">["attachments"]>;
}

/**
 * Turns a list of messages into one: the newest words of the user as they are, headed by the instructions and, unless
 * the session remembers it, by what was said before.
 * @throws RpcError INVALID_REQUEST when nothing is asked, or an image is not inline
 */
export function promptOf(messages: readonly ChatMessage[], remembered: boolean): Prompt {
  const instructions = messages.filter(({ role }) => role === "system" || role === "developer");
  const talk = messages.filter((message) => !instructions.includes(message));
  const turn = talk.slice(talk.findLastIndex(({ role }) => role !== "user") + 1);
  const before = remembered ? [] : talk.slice(0, talk.length - turn.length);
  if (turn.length === 0) throw invalid("messages", "must end with a message of the user");
  const blocks = [
    ...(instructions.length > 0 ? [`[Instructions]\n${instructions.map(wordsOf).join("\n\n")}`] : []),
    ...(before.length > 0
      ? [`[Conversation so far]\n${before.map((said) => `${said.role}: ${wordsOf(said)}`).join("\n\n")}`]
      : []),
  ];
  const words = turn.map(wordsOf).join("\n\n");
  return {
    message: blocks.length > 0 ? [...blocks, `[Now]\n${words}`].join("\n\n") : words,
    attachments: turn.flatMap(imagesOf),
  };
}

function wordsOf({ content }: ChatMessage): string {
  if (typeof content === "string") return content;
  return (content ?? []).map(({ text = "" }) => text).join("");
}

function imagesOf({ content }: ChatMessage): Prompt["attachments"] {
  if (!Array.isArray(content)) return [];
  return content.flatMap(({ image_url: image }) => {
    if (!image) return [];
    if (!image.url.startsWith("data:")) throw invalid("messages", "may name images as data: addresses only");
    return [{ type: "image", content: image.url }];
  });
}

function invalid(field: string, problem: string): RpcError {
  return new RpcError("INVALID_REQUEST", `"${field}" ${problem}.`, { details: { field } });
}
