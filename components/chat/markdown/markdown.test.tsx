import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { highlight } from "@/components/ui/highlight.ts";
import { Markdown } from "./markdown.tsx";

function html(text: string, live = false): string {
  return renderToStaticMarkup(<Markdown text={text} live={live} />).replace(/ class="[^"]*"/g, "");
}

test("draws what GitHub's Markdown has: tables, tasks, lists, quotes, code", () => {
  expect(html("|a|b|\n|-|-:|\n|1|**2**|")).toContain("<td><strong>2</strong></td>");
  expect(html("- [x] done\n- [ ] not")).toContain('aria-label="Done"');
  expect(html("3. three\n4. four")).toContain('<ol start="3">');
  expect(html("one\ntwo")).toBe("<div><p>one<br/>\ntwo</p></div>");
  expect(html("> said")).toContain("<blockquote><p>said</p></blockquote>");
  expect(html("`a &amp; b` &amp; c")).toContain("<code>a &amp;amp; b</code> &amp; c");
});

test("HTML is text: nothing in an answer becomes an element", () => {
  const hostile =
    '<img src=x onerror=alert(1)>\n\nhello <script>alert(1)</script> <b onclick="x">b</b>\n\n<iframe src="//e.org">';
  expect(html(hostile)).not.toMatch(/<(?:img|script|b|iframe)[ >]/);
  expect(html(hostile)).toContain("&lt;script&gt;");
});

test.each([
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "java&#x73;cript:alert(1)",
  " javascript:alert(1)",
  "data:text/html,x",
  "vbscript:x",
  "file:///etc/passwd",
])("a link to %s is only its words", (address) => {
  expect(html(`[words](<${address}>)`)).not.toContain("<a");
  expect(html(`[words](<${address}>)`)).toContain("words");
});

test("a link leaves in a new tab and takes nothing along", () => {
  expect(html("[w](https://example.org/a?b=c)")).toContain(
    '<a href="https://example.org/a?b=c" target="_blank" rel="noreferrer noopener">w</a>',
  );
  expect(html("[w](/sessions)")).toContain('<a href="/sessions">');
});

test("an image from elsewhere waits for a person; one in the text is drawn", () => {
  expect(html("![chart](https://evil.example/p.png?secret=1)")).toContain("Show “chart” from evil.example");
  expect(html("![chart](https://evil.example/p.png?secret=1)")).not.toContain("<img");
  expect(html("![chart](data:image/png;base64,AAAA)")).toContain('alt="chart"');
  expect(html("![chart](data:image/svg+xml;base64,AAAA)")).not.toContain("<img");
});

test("headings have no gaps between their levels, whatever the text begins with", () => {
  expect(html("### A\n\n##### B\n\n## C").match(/<h\d/g)).toEqual(["<h3", "<h4", "<h3"]);
});

test("code is coloured by kind, and loses no character", () => {
  const code = 'const a = "x<y"; // why\nfunction f() { return 1 }\n';
  const spans = highlight(code, "ts") ?? [];
  expect(spans.map((span) => span.text).join("")).toBe(code);
  expect(spans.find((span) => span.text === "const")?.className).toBe("text-accent-text");
  expect(highlight(code, "klingon")).toBeUndefined();
});
