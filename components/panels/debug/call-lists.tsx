import { Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/icon-button.tsx";
import type { MadeCall } from "./use-console.ts";
import type { SavedCall } from "./use-saved-calls.ts";

/** The calls that were kept and those that were made on this page; a click puts one back into the editor. */
export function CallLists({
  saved,
  made,
  onReplay,
  onRemove,
}: {
  saved: readonly SavedCall[];
  made: readonly MadeCall[];
  onReplay: (call: { method: string; text: string }) => void;
  onRemove: (name: string) => void;
}) {
  if (saved.length + made.length === 0) return null;
  return (
    <div className="grid max-h-64 gap-3 overflow-y-auto border-t p-3">
      {saved.length > 0 && (
        <Calls title="Kept calls">
          {saved.map((call) => (
            <li key={call.name} className="flex items-center gap-1">
              <Replay name={call.name} note={call.method} onClick={() => onReplay(call)} />
              <IconButton label={`Forget ${call.name}`} icon={Trash2} onClick={() => onRemove(call.name)} />
            </li>
          ))}
        </Calls>
      )}
      {made.length > 0 && (
        <Calls title="Made calls">
          {made.map((call) => (
            <li key={call.id}>
              <Replay
                name={call.method}
                note={call.code ?? `${Math.round(call.durationMs)} ms`}
                onClick={() => onReplay(call)}
              />
            </li>
          ))}
        </Calls>
      )}
    </div>
  );
}

function Calls({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="pb-1 text-muted text-xs">{title}</h2>
      <ul className="grid">{children}</ul>
    </section>
  );
}

function Replay({ name, note, onClick }: { name: string; note: string; onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="flex h-7 w-full min-w-0 items-center gap-2 rounded-sm px-1 text-left text-xs hover:bg-hover"
    >
      <span className="min-w-0 flex-1 truncate font-mono">{name}</span>
      <span className="max-w-[50%] shrink-0 truncate text-muted">{note}</span>
    </button>
  );
}
