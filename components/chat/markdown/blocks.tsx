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
        <p className="mb-3">
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
        <blockquote className="mb-3 border-l-2 pl-3 text-muted [&_p]:mb-1">
          <Children tokens={token.tokens} closed={closed} />
        </blockquote>
      );
    case "list":
      return <List token={token} closed={closed} />;
    case "table":
      return <Table token={token} />;
    case "hr":
      return <hr className="mt-1 mb-4 border-line" />;
    case "html":
      return <p className="mb-3 whitespace-pre-wrap break-words font-mono text-xs">{token.raw.trim()}</p>;
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
    <Tag className={`mb-2 pt-1 font-semibold ${size}`}>
      <Inline tokens={token.tokens} />
    </Tag>
  );
}

function List({ token, closed }: { token: Tokens.List; closed: boolean }) {
  const items = inPlace(token.items, (item, index) => (
    <Item item={item} closed={closed || index < token.items.length - 1} />
  ));
  const spacing = "mb-3 pl-5 [&_ol]:mt-1 [&_ol]:mb-0 [&_p]:mb-1 [&_ul]:mt-1 [&_ul]:mb-0";
  if (!token.ordered) return <ul className={`list-disc ${spacing} marker:text-muted`}>{items}</ul>;
  return (
    <ol start={token.start || undefined} className={`list-decimal ${spacing} marker:text-muted marker:tabular-nums`}>
      {items}
    </ol>
  );
}

const Item = memo(function Item({ item, closed }: { item: Tokens.ListItem; closed: boolean }) {
  return (
    <li className={item.task ? "-ml-5 mb-1 list-none" : "mb-1"}>
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
    <figure aria-label="Table" {...SCROLLABLE} className="mb-3 max-w-full overflow-x-auto rounded-md border">
      <table className="w-full border-collapse text-sm tabular-nums">
        <thead className="bg-sunken text-muted">
          <Row cells={token.header} as="th" />
        </thead>
        <tbody>
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
    <tr className={Cell === "td" ? "border-t" : undefined}>
      {inPlace(cells, (cell) => (
        <Cell className={`px-3 py-1.5 align-top font-normal ${ALIGN[cell.align ?? "left"]}`}>
          <Inline tokens={cell.tokens} />
        </Cell>
      ))}
    </tr>
  );
});
