import { Box, CircleAlert, Loader2 } from "lucide-react";
import { Elapsed } from "@/components/ui/elapsed.tsx";
import { Page } from "@/components/ui/page.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { EmptyState, ErrorState } from "@/components/ui/states.tsx";
import { useConnection } from "@/hooks/use-connection.ts";
import type { ContainerStatus } from "@/server/protocol/schema/container.ts";

type NotReady = Exclude<ContainerStatus, { state: "ready" }>;
type In<Name extends NotReady["state"]> = Extract<NotReady, { state: Name }>;

const TITLE: Record<NotReady["state"], string> = {
  none: "No container provisioned",
  starting: "Your container is starting",
  failed: "Your container did not start",
};

/** Where the person's gateway is, why, and what to do. */
export default function ContainerState({
  container,
  error,
  onRetry,
}: {
  container: ContainerStatus | undefined;
  error: Error | undefined;
  onRetry: () => void;
}) {
  if (!container || container.state === "ready") {
    return (
      <Page title="Your container">
        {error && <ErrorState error={error} title="It is not known where your container is" onRetry={onRetry} />}
      </Page>
    );
  }
  return (
    <Page title="Your container">
      <div className="grid min-h-full place-items-center" aria-live="polite">
        <Words container={container} />
      </div>
    </Page>
  );
}

function Words({ container }: { container: NotReady }) {
  switch (container.state) {
    case "none":
      return <None {...container} />;
    case "starting":
      return <Starting {...container} />;
    case "failed":
      return <Failed {...container} />;
  }
}

function None({ message }: In<"none">) {
  return (
    <EmptyState icon={Box} title={TITLE.none}>
      <p>{message ?? "Ask whoever runs this Mission Control to give you one."}</p>
      <p className="mt-2">This page opens by itself as soon as it is there.</p>
    </EmptyState>
  );
}

function Starting({ stage, reason, startedAt }: In<"starting">) {
  const { isReady } = useConnection();
  return (
    <EmptyState icon={Box} title={TITLE.starting}>
      <div className="mt-2 flex items-start gap-3 rounded-lg border bg-surface px-4 py-3 text-left text-text">
        <Loader2 aria-hidden className="mt-0.5 size-4 shrink-0 animate-spin text-accent-text" />
        <div className="min-w-0 flex-1">
          <p className="font-medium">{stage}</p>
          {reason && <p className="break-words text-muted">{reason}</p>}
        </div>
        {/* Counted every second: announced, it would never fall silent. */}
        <span aria-live="off" className="shrink-0 text-muted">
          <span className="sr-only">since </span>
          <Elapsed since={startedAt} frozen={!isReady} className="tabular-nums" />
        </span>
      </div>
      <p className="mt-3">This page opens by itself as soon as it is ready.</p>
    </EmptyState>
  );
}

function Failed({ reason, fix, since }: In<"failed">) {
  return (
    <EmptyState icon={CircleAlert} title={TITLE.failed}>
      <p className="text-text">{reason}</p>
      <p className="mt-2">{fix ?? "Tell whoever runs this Mission Control."}</p>
      <p className="mt-2">
        Since <RelativeTime time={since} />. This page opens by itself when it works again.
      </p>
    </EmptyState>
  );
}
