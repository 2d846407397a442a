import { expect, test } from "vitest";
import { RpcError } from "../protocol/errors.ts";
import { contentOf, MAX_IMAGE_BYTES, MAX_TEXT_BYTES, MAX_TOTAL_BYTES } from "./attachments.ts";
import { MAIN_KEY, openTestGateway } from "./testing/gateway.ts";

const PNG = Buffer.from("89504e470d0a1a0a", "hex");
const uploads = {
  async read(id: string) {
    if (id === "up-1")
      return { fileName: "notes.md", mimeType: "text/markdown; charset=utf-8", content: Buffer.from("# Hä") };
    throw new RpcError("NOT_FOUND", `There is no upload ${id}.`);
  },
};
const image = (bytes: number) => ({ mimeType: "image/png", content: Buffer.alloc(bytes).toString("base64") });

test("images go as they are, text files by name, after the words", async () => {
  const content = await contentOf(
    "Look",
    [{ mimeType: "image/png", content: PNG.toString("base64") }, { uploadId: "up-1" }],
    uploads,
  );
  expect(content).toEqual([
    { type: "text", text: "Look" },
    { type: "image", mimeType: "image/png", data: PNG.toString("base64") },
    { type: "text", text: "\n\nFile notes.md:\n\n# Hä" },
  ]);
});

test("a data URL brings its type along", async () => {
  const content = await contentOf("", [{ content: `data:image/png;base64,${PNG.toString("base64")}` }], undefined);
  expect(content).toEqual([{ type: "image", mimeType: "image/png", data: PNG.toString("base64") }]);
});

test.each([
  ["no base64", [{ mimeType: "image/png", content: "<svg>" }]],
  ["nothing at all", [{ mimeType: "image/png" }]],
  ["of another kind", [{ mimeType: "application/zip", content: "AAAA" }]],
  ["an image with script", [{ mimeType: "image/svg+xml", content: "AAAA" }]],
  ["an image too large", [image(MAX_IMAGE_BYTES + 1)]],
  ["a text too large", [{ mimeType: "text/plain", content: Buffer.alloc(MAX_TEXT_BYTES + 1).toString("base64") }]],
  ["too much together", Array.from({ length: 5 }, () => image(MAX_TOTAL_BYTES / 4 - 5))],
])("%s is INVALID_REQUEST", async (_what, attachments) => {
  await expect(contentOf("x", attachments, uploads)).rejects.toMatchObject({ code: "INVALID_REQUEST" });
});

test("an upload is named in a message; one that is not there is NOT_FOUND and leaves no trace", async () => {
  const t = await openTestGateway({ uploads });
  await expect(t.send("", { attachments: [{ uploadId: "gone" }] })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await t.store.sessions.count()).toBe(0);
  await t.send("", { attachments: [{ uploadId: "up-1" }], idempotencyKey: "k" });
  await t.ended("k");
  const { messages } = await t.store.messages.page(MAIN_KEY, { limit: 9, offset: 0 });
  expect(messages[0]).toMatchObject({
    role: "user",
    content: [{ type: "text", text: expect.stringContaining("# Hä") }],
  });
});
