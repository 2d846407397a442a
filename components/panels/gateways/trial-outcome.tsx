import { Loader2 } from "lucide-react";
import { Callout } from "@/components/ui/states.tsx";
import { Finding } from "./finding.tsx";
import type { Trial } from "./use-trial.ts";

/** How a test of a connection goes, said politely to screen readers. */
export function TrialOutcome({ trial }: { trial: Trial }) {
  return (
    <div role="status" className="empty:hidden">
      <Outcome trial={trial} />
    </div>
  );
}

function Outcome({ trial }: { trial: Trial }) {
  switch (trial.state) {
    case "untried":
      return null;
    case "trying":
      return (
        <p className="flex items-center gap-2.5 text-muted text-sm">
          <Loader2 aria-hidden className="size-4 animate-spin" /> Trying to connect …
        </p>
      );
    case "failed":
      return <Callout tone="bad">{trial.error.message}</Callout>;
    case "found":
      return <Finding finding={trial.finding} />;
  }
}
