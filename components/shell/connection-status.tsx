import { StatusDot } from "@/components/ui/badge.tsx";
import { Tooltip } from "@/components/ui/tooltip.tsx";
import { useConnection } from "@/hooks/use-connection.ts";
import { CONNECTION_TONE } from "./connection-look.ts";

/** The connection in a word, always in sight; a click tries again at once. */
export function ConnectionStatus() {
  const { state, label, detail, isReady, reconnect, principal } = useConnection();
  const why = detail ?? (isReady ? `Live, as ${principal?.name ?? "an unnamed person"}` : "Reaching the server …");
  return (
    <Tooltip text={why} side="top">
      <button
        type="button"
        onClick={() => !isReady && reconnect()}
        className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-md px-2 text-muted text-sm transition-colors hover:bg-hover"
      >
        <StatusDot tone={CONNECTION_TONE[state]} live={state === "waiting"} />
        <span className="truncate" role="status">
          {label}
        </span>
        <span className="sr-only">{why}</span>
      </button>
    </Tooltip>
  );
}
