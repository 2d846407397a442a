import { expect, test } from "vitest";
import { type Attachment, MAX_TOTAL_CHARS, readAttachments, toSent } from "./attachments.ts";

const text = (name: string, size = 10, type = "text/plain") => new File(["a".repeat(size)], name, { type });

test("text and small images go along as they are, in base64", async () => {
  const png = new File([new Uint8Array([1, 2, 3])], "dot.png", { type: "image/png" });
  const [first, second] = await readAttachments([text("notes.md", 3, ""), png], []);
  expect(first).toMatchObject({ fileName: "notes.md", mimeType: "text/plain", content: btoa("aaa") });
  expect(second && toSent(second)).toEqual({
    type: "image",
    fileName: "dot.png",
    mimeType: "image/png",
    content: "AQID",
  });
});

test("what is neither an image nor text is refused by name", async () => {
  const zip = new File(["PK"], "all.zip", { type: "application/zip" });
  await expect(readAttachments([zip], [])).rejects.toThrow("“all.zip” is neither an image nor text");
});

test("all files of a message together stay below what a frame takes", async () => {
  await expect(readAttachments([text("big.txt", MAX_TOTAL_CHARS)], [])).rejects.toThrow("“big.txt” is too large");
  const half = await readAttachments([text("half.txt", 200_000)], []);
  await expect(readAttachments([text("a.txt", 200_000), text("b.txt", 200_000)], [])).rejects.toThrow("“b.txt”");
  await expect(readAttachments([text("other.txt", 200_000)], half)).rejects.toThrow("“other.txt” is too large");
});

test("a message takes twenty files and no more", async () => {
  const already: Attachment[] = Array.from({ length: 20 }, (_, n) => ({
    id: `${n}`,
    fileName: "x",
    mimeType: "x",
    content: "",
  }));
  await expect(readAttachments([text("one-more.txt")], already)).rejects.toThrow("at most 20 files");
});
