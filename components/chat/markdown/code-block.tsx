import { WrapText } from "lucide-react";
import { memo, useMemo, useState } from "react";
import { ActionButton } from "../action-button.tsx";
import { CopyAction } from "../copy-action.tsx";
import { SCROLLABLE } from "../scrollable.ts";
import { inPlace } from "./in-place.ts";
import { useHighlighter } from "./use-highlighter.ts";

/** Longer code stays plain: colouring it would hold up the page. */
const MAX_HIGHLIGHTED_CHARS = 30_000;

/** A block of code with its language, a copy button and a switch for long lines. Coloured once it is complete. */
export const CodeBlock = memo(function CodeBlock(props: {
  code: string;
  language: string | undefined;
  closed: boolean;
}) {
  const { code, closed } = props;
  const language = props.language?.trim().split(/\s/)[0]?.toLowerCase() ?? "";
  const [wraps, setWraps] = useState(false);
  const highlighter = useHighlighter(closed && language !== "" && code.length <= MAX_HIGHLIGHTED_CHARS);
  const spans = useMemo(() => highlighter?.(code, language), [highlighter, code, language]);
  return (
    <figure
      className="mb-3 overflow-hidden rounded-md border bg-sunken"
      aria-label={`Code, ${language || "plain text"}`}
    >
      <figcaption className="flex h-8 items-center gap-1 border-b pr-1 pl-3 text-muted text-xs">
        <span className="mr-auto font-mono">{language || "text"}</span>
        <ActionButton
          label="Wrap long lines"
          icon={WrapText}
          aria-pressed={wraps}
          className="aria-pressed:text-accent-text"
          onClick={() => setWraps(!wraps)}
        />
        <CopyAction text={code} label="Copy code" />
      </figcaption>
      <pre
        {...SCROLLABLE}
        className={`overflow-x-auto p-3 font-mono text-[0.8125rem] leading-5 ${wraps ? "whitespace-pre-wrap break-words" : ""}`}
      >
        <code>{spans ? inPlace(spans, (span) => <span className={span.className}>{span.text}</span>) : code}</code>
      </pre>
    </figure>
  );
});
