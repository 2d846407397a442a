import type { MessagePart } from "./messages.ts";
import type { ParamsOf } from "./methods.ts";

/** A file as `chat.send` takes it. */
export type SentFile = NonNullable<ParamsOf<"chat.send">["attachments"]>[number];

/** A text file has its place among a message's words, under its name. */
export function fileAsText(name: string, text: string): string {
  return `\n\nFile ${name}:\n\n${text}`;
}

/** The content that a message with these files has once it is accepted. Files that lie on the server are left out. */
export function contentWith(words: string, files: readonly SentFile[]): string | MessagePart[] {
  if (files.length === 0) return words;
  const parts = files.flatMap(({ fileName = "file", mimeType = "", content }): MessagePart[] => {
    if (content === undefined) return [];
    if (mimeType.startsWith("image/")) return [{ type: "image", data: content, mimeType }];
    return [{ type: "text", text: fileAsText(fileName, textIn(content)) }];
  });
  return words ? [{ type: "text", text: words }, ...parts] : parts;
}

/** The words and the files that a message's content was made of, to be sent once more. */
export function takenApart(content: string | readonly MessagePart[]): { text: string; files: SentFile[] } {
  if (typeof content === "string") return { text: content, files: [] };
  const words: string[] = [];
  const files: SentFile[] = [];
  for (const part of content) {
    if (part.type === "image") files.push({ type: "image", mimeType: part.mimeType, content: part.data });
    if (part.type !== "text") continue;
    const [, fileName, text] = AS_TEXT.exec(part.text) ?? [];
    if (fileName === undefined || text === undefined) words.push(part.text);
    else files.push({ type: "file", fileName, mimeType: "text/plain", content: base64Of(text) });
  }
  return { text: words.join(""), files };
}

const AS_TEXT = /^\n\nFile ([^\n]+):\n\n(.*)$/s;

function textIn(base64: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
}

function base64Of(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
}
