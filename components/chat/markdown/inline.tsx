import type { MarkedToken, Token } from "marked";
import type { ReactNode } from "react";
import { decodeEntities } from "./entities.ts";
import { inPlace } from "./in-place.ts";
import { MarkdownImage } from "./markdown-image.tsx";
import { safeLink } from "./safe-url.ts";

/** Text with its emphasis, code, links and images. HTML is shown as it is written, never run. */
export function Inline({ tokens }: { tokens: readonly Token[] | undefined }): ReactNode {
  return tokens && inPlace(tokens, (token) => inline(token as MarkedToken));
}

function inline(token: MarkedToken): ReactNode {
  switch (token.type) {
    case "text":
      return token.tokens ? <Inline tokens={token.tokens} /> : decodeEntities(token.text);
    case "escape":
      return token.text;
    case "strong":
      return (
        <strong className="font-semibold">
          <Inline tokens={token.tokens} />
        </strong>
      );
    case "em":
      return (
        <em>
          <Inline tokens={token.tokens} />
        </em>
      );
    case "del":
      return (
        <del>
          <Inline tokens={token.tokens} />
        </del>
      );
    case "codespan":
      return <code className="rounded bg-hover px-1 py-0.5 font-mono text-[0.9em] break-words">{token.text}</code>;
    case "br":
      return <LineBreak />;
    case "link":
      return <MarkdownLink href={token.href} title={token.title ?? undefined} tokens={token.tokens} />;
    case "image":
      return <MarkdownImage src={token.href} alt={decodeEntities(token.text)} />;
    case "html":
      return /^<br\s*\/?>$/i.test(token.raw.trim()) ? <LineBreak /> : token.raw;
    default:
      return token.raw;
  }
}

/** The newline is not seen; it keeps the lines apart for whatever reads the text: copying, and assistive technology. */
function LineBreak() {
  return (
    <>
      <br />
      {"\n"}
    </>
  );
}

function MarkdownLink(props: { href: string; title: string | undefined; tokens: readonly Token[] }) {
  const href = safeLink(decodeEntities(props.href));
  if (!href) return <Inline tokens={props.tokens} />;
  const away = !href.startsWith("#") && !href.startsWith("/");
  return (
    <a
      href={href}
      title={props.title}
      className="text-accent-text underline decoration-accent-text/40 underline-offset-2 hover:decoration-accent-text"
      {...(away && { target: "_blank", rel: "noreferrer noopener" })}
    >
      <Inline tokens={props.tokens} />
    </a>
  );
}
