import { Radar } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { toast } from "@/components/ui/toast.ts";
import { useAtRest } from "@/hooks/use-at-rest.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import { useMayEditFleet } from "@/hooks/use-may-edit-fleet.ts";
import { useSnapshot } from "@/hooks/use-snapshot.ts";
import type { FoundGateway as Found } from "@/server/protocol/gateways.ts";

const NO_PARAMS = {};

/** An OpenClaw that runs on this machine and is not used yet, to be used by one press. Not there when there is none. */
export function FoundGateway() {
  const mayEdit = useMayEditFleet();
  const isAtRest = useAtRest();
  const { data } = useSnapshot("gateways.discover", mayEdit && isAtRest ? NO_PARAMS : null, {
    everyGateway: true,
    reduce: (before, { event }) => (event === "gateways.changed" ? "reread" : before),
  });
  return data?.gateways.map((found) => <Offer key={found.url} found={found} />);
}

function Offer({ found: { url, version } }: { found: Found }) {
  const { trigger, isMutating, error } = useGatewayRpcMutation("gateways.adopt");

  function use() {
    trigger({ url })
      .then(({ name }) => toast(`${name} was added`, { tone: "good" }))
      // A refusal is shown beside the button.
      .catch(() => undefined);
  }

  return (
    <section
      aria-label="Found on this machine"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border bg-surface px-3 py-2 text-sm"
    >
      <Radar aria-hidden className="size-4 shrink-0 text-accent-text" />
      <p className="min-w-0 flex-1">
        <span className="font-medium">Found OpenClaw{version && ` ${version}`} on this machine</span>{" "}
        <span className="font-mono text-muted text-xs">{url}</span>
        {error && <span className="block text-bad">{error.message}</span>}
      </p>
      <Button size="sm" variant="primary" disabled={isMutating} onClick={use}>
        Use it
      </Button>
    </section>
  );
}
