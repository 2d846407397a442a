import type { ReactNode } from "react";
import { exactNumber } from "./format.ts";

/** Deeper ones are closed at first. */
const OPEN_DEPTH = 2;
/** Entries of one object or list that are drawn. */
const MOST_ENTRIES = 200;
/** Characters of one text that are drawn: a picture is one, too. */
const MOST_CHARACTERS = 4_000;

/** A JSON value whose objects and lists can be closed. */
export function JsonTree({ value, name, depth = 0 }: { value: unknown; name?: string; depth?: number }) {
  const label = name !== undefined && <span className="text-info">{name}: </span>;
  if (typeof value !== "object" || value === null) {
    return (
      <div className="break-all pl-4">
        {label}
        <Leaf value={value} />
      </div>
    );
  }
  const entries = Object.entries(value);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  if (entries.length === 0) {
    return (
      <div className="pl-4">
        {label}
        {open}
        {close}
      </div>
    );
  }
  const more = entries.length - MOST_ENTRIES;
  return (
    <details open={depth < OPEN_DEPTH} className="group">
      <summary className="cursor-pointer list-none rounded-sm pl-4 before:-ml-3.5 before:inline-block before:w-3.5 before:text-faint before:content-['▸'] hover:bg-hover group-open:before:content-['▾']">
        {label}
        {open}
        <span className="text-muted group-open:hidden">
          {" "}
          {entries.length} {close}
        </span>
      </summary>
      <div className="ml-1.5 border-l pl-2.5">
        {entries.slice(0, MOST_ENTRIES).map(([key, each]) => (
          <JsonTree key={key} name={key} value={each} depth={depth + 1} />
        ))}
        {more > 0 && <div className="pl-4 text-muted">and {more} more</div>}
      </div>
      <div className="pl-4">{close}</div>
    </details>
  );
}

function Leaf({ value }: { value: unknown }): ReactNode {
  switch (typeof value) {
    case "string":
      return <Text text={value} />;
    case "undefined":
      return <span className="text-muted">nothing</span>;
    default:
      return <span className="text-warn">{String(value)}</span>;
  }
}

function Text({ text }: { text: string }) {
  const more = text.length - MOST_CHARACTERS;
  return (
    <>
      <span className="text-good">{JSON.stringify(text.slice(0, MOST_CHARACTERS))}</span>
      {more > 0 && <span className="text-muted"> and {exactNumber(more)} characters more</span>}
    </>
  );
}
