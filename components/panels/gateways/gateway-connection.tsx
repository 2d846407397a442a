import { PlugZap } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { Section } from "@/components/ui/page.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { useMayEditFleet } from "@/hooks/use-may-edit-fleet.ts";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import { Finding, isWaiting } from "./finding.tsx";
import { findingOf, originOf } from "./fleet-facts.ts";
import { TrialOutcome } from "./trial-outcome.tsx";
import { useTrial } from "./use-trial.ts";

/** Whether a gateway is connected; why not, and what mends it. It changes by itself as the connection does. */
export function GatewayConnection({ gateway }: { gateway: GatewayInfo }) {
  const { id, url, status } = gateway;
  const mayTest = useMayEditFleet();
  const { trial, test } = useTrial();
  const finding = findingOf(status);

  return (
    <Section
      title="Connection"
      actions={
        mayTest &&
        url &&
        originOf(gateway) === "added" && (
          <Button size="sm" busy={trial.state === "trying"} onClick={() => test({ url, id })}>
            {trial.state !== "trying" && <PlugZap aria-hidden />} Test
          </Button>
        )
      }
    >
      <div className="grid gap-3 px-3 py-3 text-sm">
        {finding ? <Finding finding={finding} /> : <Connected status={status} />}
        {finding && (
          <p className="pl-6.5 text-muted text-xs">
            {isWaiting(finding) ? "Waiting since" : "First failed"} <RelativeTime time={status.since} />; it is tried
            again by itself.
          </p>
        )}
        {trial.state !== "untried" && (
          <div className="grid gap-2 border-t pt-3">
            <h3 className="font-medium text-muted text-xs">Test</h3>
            <TrialOutcome trial={trial} />
          </div>
        )}
      </div>
    </Section>
  );
}

function Connected({ status }: { status: GatewayInfo["status"] }) {
  if (status.state === "ready") {
    return (
      <p>
        Connected <RelativeTime time={status.since} />.
      </p>
    );
  }
  return <p className="text-muted">{status.reason ?? "Connecting …"}</p>;
}
