import { History, Save, Undo2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { useHasMethod } from "@/hooks/use-has-method.ts";
import type { ConfigDraft } from "./use-config-draft.ts";

const SaveDialog = lazy(() => import("./save-dialog.tsx"));
const HistoryDialog = lazy(() => import("./history-dialog.tsx"));

/** Looking at the changes and saving them; going back to an earlier version. */
export function ConfigActions({ draft }: { draft: ConfigDraft }) {
  const hasHistory = useHasMethod("config.history");
  const [open, setOpen] = useState<"save" | "history">();
  const close = () => setOpen(undefined);
  return (
    <>
      {hasHistory && (
        <Button variant="ghost" onClick={() => setOpen("history")}>
          <History aria-hidden /> <span className="max-sm:sr-only">History</span>
        </Button>
      )}
      {draft.isChanged && (
        <Button onClick={draft.discard}>
          <Undo2 aria-hidden /> Discard
        </Button>
      )}
      <Button
        variant="primary"
        disabled={!draft.isChanged || !draft.parsed || draft.isStale}
        onClick={() => setOpen("save")}
      >
        <Save aria-hidden /> Review and save
      </Button>
      <Suspense>
        {open === "save" && <SaveDialog draft={draft} onClose={close} />}
        {open === "history" && <HistoryDialog draft={draft} onClose={close} />}
      </Suspense>
    </>
  );
}
