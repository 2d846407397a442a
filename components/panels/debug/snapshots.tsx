import { Camera } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { CodeEditor } from "@/components/ui/code-editor.tsx";
import { DiffView } from "@/components/ui/diff-view.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Callout, EmptyState } from "@/components/ui/states.tsx";
import { type Snapshot, useSnapshots } from "./use-snapshots.ts";

/** How the gateway stands at a moment, and what changed since another. */
export function Snapshots() {
  const { snapshots, take, isTaking, error } = useSnapshots();
  const [newest, before] = snapshots;
  return (
    <div className="flex min-h-full flex-col">
      <div className="flex flex-wrap items-center gap-3 border-b p-2">
        <Button variant="primary" busy={isTaking} onClick={take}>
          <Camera aria-hidden /> Take a snapshot
        </Button>
        {newest && (
          <p role="status" className="text-muted text-xs">
            {before ? <Between before={before} newest={newest} /> : "Take another one later to see what changed."}
          </p>
        )}
      </div>
      {error && (
        <Callout tone="bad" className="m-4">
          {error}
        </Callout>
      )}
      {!newest && (
        <EmptyState icon={Camera} title="No snapshot yet">
          A snapshot holds the gateway's health and status and the hub's figures as they are now.
        </EmptyState>
      )}
      {newest && before && <DiffView before={before.text} after={newest.text} />}
      {newest && !before && (
        <CodeEditor readOnly language="json" label="The snapshot" value={newest.text} className="min-h-96 flex-1" />
      )}
    </div>
  );
}

function Between({ before, newest }: { before: Snapshot; newest: Snapshot }) {
  return (
    <>
      What changed from <RelativeTime time={before.at} /> to <RelativeTime time={newest.at} />
    </>
  );
}
