import { RotateCw, TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { useConnection } from "@/hooks/use-connection.ts";
import { Countdown } from "./countdown.tsx";

/** Says why nothing comes in, when it tries again, and lets a person try at once. Not there while all is well. */
export function ConnectionBanner() {
  const { state, label, detail, retryAt, attempt, reconnect } = useConnection();
  const isFirstTry = attempt === 0 && state !== "stopped";
  if (state === "ready" || isFirstTry) return null;
  const isTrying = state === "connecting" || state === "greeting";
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-b bg-warn-soft px-4 py-1.5 text-sm text-warn">
      <TriangleAlert aria-hidden className="size-4 shrink-0" />
      <p role="status" className="min-w-0 flex-1">
        <strong className="font-medium">{label}.</strong> {detail ?? "What is shown may be out of date."}
      </p>
      {retryAt !== undefined && <Countdown to={retryAt} />}
      <Button size="sm" busy={isTrying} onClick={reconnect}>
        {!isTrying && <RotateCw aria-hidden />} Reconnect
      </Button>
    </div>
  );
}
