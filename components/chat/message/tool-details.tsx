import { useMemo } from "react";
import { cn } from "@/components/ui/cn";
import type { ToolView } from "@/hooks/chat/items.ts";
import { CodeBlock } from "../markdown/code-block.tsx";
import { Pictures } from "../picture.tsx";
import { type Asked, askedIn } from "./asked.ts";
import { ChangeView } from "./change-view.tsx";
import { languageOf, type ToolShape, toolShape } from "./tool-shape.ts";
import { readable, summarizeArgs } from "./tool-summary.ts";

const MAX_LINE_CHARS = 120;

const OUTPUT_TITLES: Record<ToolView["state"], string> = {
  running: "Output so far",
  done: "Result",
  error: "Error",
  interrupted: "Output until it was interrupted",
};

/** What a call was told, as its kind is best read, and what came of it. */
export function ToolDetails({ part }: { part: ToolView }) {
  const { name, args, output, state, images } = part;
  const shape = useMemo(() => toolShape(name, args), [name, args]);
  const asked = useMemo(() => askedIn(name, args, output), [name, args, output]);
  const isRunning = state === "running";
  const isTold = asked.some(({ answers }) => answers.length > 0);
  const result = useMemo(() => (isRunning ? { text: output, language: "" } : readable(output)), [isRunning, output]);
  return (
    <div className="grid gap-1 border-t px-3 py-2 [&_figure]:mb-1 [&_pre]:max-h-80">
      {asked.length > 0 ? <AskedList asked={asked} /> : <Told shape={shape} args={args} />}
      {(result.text || !isRunning) && !isTold && (
        <>
          <p className={cn("text-xs", state === "error" ? "text-bad" : "text-muted")}>{OUTPUT_TITLES[state]}</p>
          <CodeBlock code={result.text || "nothing"} language={result.language} closed={!isRunning} />
        </>
      )}
      <Pictures images={images} altOf={(number) => `Result ${number} of ${name}`} />
    </div>
  );
}

/** What a person was asked, and what they answered. */
function AskedList({ asked }: { asked: readonly Asked[] }) {
  return (
    <dl className="grid gap-1.5 text-sm [overflow-wrap:anywhere]">
      {asked.map(({ id, question, answers }) => (
        <div key={id}>
          <dt className="text-muted">{question}</dt>
          {answers.length > 0 && <dd>{answers.join(", ")}</dd>}
        </div>
      ))}
    </dl>
  );
}

function Told({ shape, args }: { shape: ToolShape; args: unknown }) {
  if (shape.kind === "other") return <Arguments args={args} />;
  return (
    <>
      <Main shape={shape} />
      <Arguments args={shape.rest} isRest />
    </>
  );
}

function Main({ shape }: { shape: Exclude<ToolShape, { kind: "other" }> }) {
  switch (shape.kind) {
    case "command":
      return <CodeBlock code={shape.command} language="bash" closed />;
    case "write":
      return <CodeBlock code={shape.content} language={languageOf(shape.path)} closed />;
    case "edit":
      return <ChangeView changes={shape.changes} />;
    case "patch":
      return <CodeBlock code={shape.patch} language="diff" closed />;
  }
}

/** What a call was told; of the little beside the main thing a line is enough. */
function Arguments({ args, isRest }: { args: unknown; isRest?: boolean }) {
  const { text, language } = useMemo(() => readable(args), [args]);
  if (text === "" || text === "{}") return null;
  if (isRest && text.length <= MAX_LINE_CHARS) {
    return <p className="font-mono text-muted text-xs [overflow-wrap:anywhere]">{summarizeArgs(args)}</p>;
  }
  return (
    <>
      <p className="text-muted text-xs">Arguments</p>
      <CodeBlock code={text} language={language} closed />
    </>
  );
}
