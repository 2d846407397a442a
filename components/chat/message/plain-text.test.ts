import { expect, test } from "vitest";
import { plainText } from "./plain-text.ts";

test("marks go, words stay, code is only named", () => {
  expect(
    plainText("## Part 1\n\nSome **bold** `code`, a [link](https://e.org/a_b) and\n```ts\nlet a;\n```\nmore."),
  ).toBe("Part 1 Some bold code , a link and Code. more.");
});

test("a text that was cut inside a mark is no worse", () => {
  expect(plainText("see [the docs](https://example.org/very/lo")).toBe("see the docs");
  expect(plainText("and then ```ts\nlet a = ")).toBe("and then Code.");
});
