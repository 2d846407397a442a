import { lazy, Suspense, useState } from "react";
import { Badge } from "@/components/ui/badge.tsx";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { Skeleton } from "@/components/ui/states.tsx";
import { useGateways } from "@/hooks/use-gateways.ts";
import { useMay } from "@/hooks/use-may.ts";
import type { MethodDescription } from "@/server/protocol/method-descriptions.ts";
import { ConsoleActions } from "./console-actions.tsx";
import { OutcomeView } from "./outcome-view.tsx";
import { ParamsReference } from "./params-reference.tsx";
import { withField } from "./params-text.ts";
import { SaveCall } from "./save-call.tsx";
import type { useConsole } from "./use-console.ts";
import type { SavedCall } from "./use-saved-calls.ts";

const ParamsEditor = lazy(() => import("./params-editor.tsx"));

/** One method: what it takes, an editor for it, and what came of it. What changes something is asked about first. */
export function MethodConsole({
  method,
  isDescribed,
  console: { text, params, outcome, setText, send },
  onSave,
}: {
  method: MethodDescription;
  /** Whether its schema has been read, as far as there is one. */
  isDescribed: boolean;
  console: ReturnType<typeof useConsole>;
  onSave: (call: SavedCall) => void;
}) {
  const { current } = useGateways();
  const may = useMay(method.scope);
  const [question, setQuestion] = useState<"send" | "save">();
  const call = params && { method: method.name, params, gateway: current };

  function ask() {
    if (!may || !call) return;
    if (method.readsOnly) send();
    else setQuestion("send");
  }

  return (
    <div className="grid min-h-0 content-start overflow-y-auto">
      <header className="flex flex-wrap items-center gap-2 border-b px-4 py-2">
        <h2 className="min-w-0 truncate font-mono font-semibold text-sm">{method.name}</h2>
        <Badge tone={method.readsOnly ? "good" : "warn"}>{method.readsOnly ? "only reads" : "changes something"}</Badge>
        <Badge>{method.scope}</Badge>
        <div className="ml-auto">
          <ConsoleActions
            call={may ? call : undefined}
            isBusy={outcome.state === "asking"}
            onSend={ask}
            onSave={() => setQuestion("save")}
          />
        </div>
      </header>
      <div className="grid gap-3 border-b p-4">
        <Suspense fallback={<Skeleton className="h-48" />}>
          <ParamsEditor
            label={`Params of ${method.name}`}
            value={text}
            onChange={(next) => setText(next)}
            schema={method.params}
            onSend={ask}
          />
        </Suspense>
        {!may && <p className="text-muted text-xs">You lack {method.scope}: an admin can call it.</p>}
        {isDescribed ? (
          <ParamsReference
            schema={method.params}
            has={(name) => params !== undefined && name in params}
            onAdd={(name, schema) => setText(withField(text, name, schema))}
          />
        ) : (
          <Skeleton className="h-16" />
        )}
      </div>
      <OutcomeView outcome={outcome} />
      <ConfirmDialog
        open={question === "send"}
        onOpenChange={(open) => !open && setQuestion(undefined)}
        title={`Call ${method.name}?`}
        action="Call it"
        tone="primary"
        onConfirm={() => void send()}
      >
        <p>It changes something on {current?.name ?? "the gateway"}, at once, with the params as they stand.</p>
      </ConfirmDialog>
      {question === "save" && (
        <SaveCall
          onSave={(name) => onSave({ name, method: method.name, text })}
          onClose={() => setQuestion(undefined)}
        />
      )}
    </div>
  );
}
