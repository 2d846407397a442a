import { expect, test } from "vitest";
import { gitMarks, hasMarks, markOf } from "./git-marks.ts";

const FILES = [
  { path: "a.md", index: " ", workingDir: "M" },
  { path: "b.md", index: "A", workingDir: " " },
  { path: "notes/", index: "?", workingDir: "?" },
  { path: "src/c.ts", index: "U", workingDir: "U" },
  { path: "d.md", index: "R", workingDir: "D" },
];
const marks = gitMarks({ branch: "main", ahead: 0, behind: 0, clean: false, files: FILES, truncated: false });

test("each file has the letter of what happened to it", () => {
  const letters = ["a.md", "b.md", "src/c.ts", "d.md", "e.md"].map((path) => markOf(marks, path)?.letter);
  expect(letters).toEqual(["M", "A", "!", "D", undefined]);
});

test("what lies in a folder that git does not know has its mark", () => {
  expect(markOf(marks, "notes/deep/x.md")?.letter).toBe("U");
  expect(hasMarks(marks, "src")).toBe(true);
  expect(hasMarks(marks, "sr")).toBe(false);
});

test("no repository has no marks", () => {
  expect(gitMarks(null).size).toBe(0);
  expect(gitMarks(undefined).size).toBe(0);
});
