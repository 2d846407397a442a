import { readFileSync } from "node:fs";
import { rotatedName } from "./file.ts";

const LINE_BREAK = 0x0a;

/** The newest lines of a log and of the files it was before, oldest first, within both bounds. */
export function readHistory(options: { file: string; keep: number; maxLines: number; maxBytes: number }): string[] {
  const newestFirst: string[] = [];
  let bytes = 0;
  for (let age = 0; age <= options.keep; age += 1) {
    for (const line of linesBackwards(contentOf(rotatedName(options.file, age)))) {
      bytes += line.length;
      if (newestFirst.length >= options.maxLines || bytes > options.maxBytes) return newestFirst.reverse();
      newestFirst.push(line);
    }
  }
  return newestFirst.reverse();
}

/** Decodes line by line: a slice of one big string would keep all of it in memory. */
function* linesBackwards(content: Buffer): Generator<string> {
  let end = content.length;
  while (end > 0) {
    const start = content.lastIndexOf(LINE_BREAK, end - 1) + 1;
    if (start < end) yield content.toString("utf8", start, end);
    end = start - 1;
  }
}

/** History is a comfort: a file that is missing or cannot be read has none. */
function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}
