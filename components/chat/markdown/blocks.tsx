import type { MarkedToken, Token, Tokens } from "marked";
import { memo, type ReactNode } from "react";
import { SCROLLABLE } from "../scrollable.ts";
import { CodeBlock } from "./code-block.tsx";
import { inPlace } from "./in-place.ts";
import { Inline } from "./inline.tsx";
import type { Block } from "./parse.ts";

const ALIGN = { left: "text-left", center: "text-center", right: "text-right" } as const;
const HEADING_SIZE = ["text-lg", "text-base", "text-[0.95rem]"] as const;
const LAST_LEVEL = 6;

/** One top-level block. It renders again only when the block itself is another object. */
export const BlockView = memo(function BlockView({ block, level }: { block: Block; level: number }) {
  return draw(block.token, block.closed, level);
});

function Children({ tokens, closed }: { tokens: readonly Token[]; closed: boolean }): ReactNode {
  return inPlace(tokens, (token, index) => draw(token as MarkedToken, closed || index < tokens.length - 1, LAST_LEVEL));
}

function draw(token: MarkedToken, closed: boolean, level: number): ReactNode {
  switch (token.type) {
    case "paragraph":
      return (
        <p className="my-2 first:mt-0 last:mb-0">
          <Inline tokens={token.tokens} />
        </p>
      );
    case "text":
      return <Inline tokens={token.tokens ?? [token]} />;
    case "heading":
      return <Heading token={token} level={level} />;
    case "code":
      return <CodeBlock code={token.text} language={token.lang} closed={closed} />;
    case "blockquote":
      return (
        <blockquote className="my-2 border-l-2 pl-3 text-muted">
          <Children tokens={token.tokens} closed={closed} />
        </blockquote>
      );
    case "list":
      return <List token={token} closed={closed} />;
    case "table":
      return <Table token={token} />;
    case "hr":
      return <hr className="my-4 border-line" />;
    case "html":
      return <p className="my-2 whitespace-pre-wrap break-words font-mono text-xs">{token.raw.trim()}</p>;
    case "space":
    case "def":
    case "checkbox":
      return null;
    default:
      return <Inline tokens={[token]} />;
  }
}

function Heading({ token, level }: { token: Tokens.Heading; level: number }) {
  const Tag = `h${Math.min(level, LAST_LEVEL)}` as "h3";
  const size = HEADING_SIZE[Math.min(token.depth, HEADING_SIZE.length) - 1];
  return (
    <Tag className={`mt-4 mb-1.5 font-semibold first:mt-0 ${size}`}>
      <Inline tokens={token.tokens} />
    </Tag>
  );
}

function List({ token, closed }: { token: Tokens.List; closed: boolean }) {
  const items = inPlace(token.items, (item, index) => (
    <Item item={item} closed={closed || index < token.items.length - 1} />
  ));
  const spacing = "my-2 space-y-1 pl-5 first:mt-0 last:mb-0";
  if (!token.ordered) return <ul className={`list-disc ${spacing} marker:text-muted`}>{items}</ul>;
  return (
    <ol start={token.start || undefined} className={`list-decimal ${spacing} marker:text-muted marker:tabular-nums`}>
      {items}
    </ol>
  );
}

const Item = memo(function Item({ item, closed }: { item: Tokens.ListItem; closed: boolean }) {
  return (
    <li className={item.task ? "-ml-5 list-none" : undefined}>
      {item.task && (
        <input
          type="checkbox"
          checked={item.checked === true}
          readOnly
          disabled
          aria-label={item.checked ? "Done" : "To do"}
          className="mr-2 translate-y-0.5 accent-accent"
        />
      )}
      <Children tokens={item.tokens} closed={closed} />
    </li>
  );
});

function Table({ token }: { token: Tokens.Table }) {
  return (
    <figure aria-label="Table" {...SCROLLABLE} className="my-2 max-w-full overflow-x-auto rounded-md border">
      <table className="w-full border-collapse text-sm tabular-nums">
        <thead className="bg-sunken text-muted">
          <Row cells={token.header} as="th" />
        </thead>
        <tbody className="divide-y">
          {inPlace(token.rows, (cells) => (
            <Row cells={cells} as="td" />
          ))}
        </tbody>
      </table>
    </figure>
  );
}

const Row = memo(function Row({ cells, as: Cell }: { cells: readonly Tokens.TableCell[]; as: "th" | "td" }) {
  return (
    <tr>
      {inPlace(cells, (cell) => (
        <Cell className={`px-3 py-1.5 align-top font-normal ${ALIGN[cell.align ?? "left"]}`}>
          <Inline tokens={cell.tokens} />
        </Cell>
      ))}
    </tr>
  );
});
