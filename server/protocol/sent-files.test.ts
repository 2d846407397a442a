import { expect, test } from "vitest";
import { contentOf } from "../embedded/attachments.ts";
import { contentWith, type SentFile, takenApart } from "./sent-files.ts";

const PICTURE: SentFile = { type: "image", mimeType: "image/png", content: "iVBORw==" };
const TEXT: SentFile = {
  type: "file",
  fileName: "notiz: ä.md",
  mimeType: "text/plain",
  content: Buffer.from("# Grüße\n\n2nd").toString("base64"),
};

test("what a message is made of comes out of it again, whoever put it together", async () => {
  const files = [PICTURE, TEXT];
  expect(contentWith("Look", files)).toEqual(await contentOf("Look", files, undefined));
  expect(takenApart(contentWith("Look", files))).toEqual({ text: "Look", files });
  expect(takenApart(contentWith("", [PICTURE]))).toEqual({ text: "", files: [PICTURE] });
});

test("words alone are words alone", () => {
  expect(contentWith("Look", [])).toBe("Look");
  expect(takenApart("File a:\n\nb")).toEqual({ text: "File a:\n\nb", files: [] });
});
