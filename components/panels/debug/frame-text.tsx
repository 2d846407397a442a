import { CopyButton } from "@/components/ui/copy-button.tsx";
import { exactNumber } from "@/components/ui/format.ts";
import { JsonTree } from "@/components/ui/json-tree.tsx";
import { type LoggedFrame, MOST_TEXT } from "@/hooks/debug/frame-log.ts";

/** A whole frame. */
export function FrameText({ frame }: { frame: LoggedFrame | undefined }) {
  if (!frame) return <p className="p-4 text-muted text-sm">Choose a frame to see all of it.</p>;
  const isCut = frame.size > MOST_TEXT;
  return (
    <section aria-label="The frame" className="min-h-0 overflow-auto p-3 font-mono text-xs leading-5">
      <div className="flex items-center gap-2 pb-1 font-sans text-muted">
        {isCut ? `The first ${exactNumber(MOST_TEXT)} characters` : `${exactNumber(frame.size)} characters`}
        <CopyButton text={frame.text} label="Copy the frame" />
      </div>
      {isCut ? <pre className="whitespace-pre-wrap break-all">{frame.text}</pre> : <JsonTree value={parsed(frame)} />}
    </section>
  );
}

function parsed({ text }: LoggedFrame): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
