import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Section } from "@/components/ui/page.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Callout, ErrorState, RightNeeded } from "@/components/ui/states.tsx";
import { toast } from "@/components/ui/toast.ts";
import type { ChannelRequest, ChannelRequestsView } from "@/hooks/use-channel-requests.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import { useMay } from "@/hooks/use-may.ts";
import { LetIn } from "./let-in.tsx";
import { accountOf, senderFacts, senderName } from "./sender-facts.ts";

/** Who wrote to an account and waits to be let in; nothing when nobody does. */
export function Senders({ view: { waiting, lacksOwner, error, refresh } }: { view: ChannelRequestsView }) {
  const mayLetIn = useMay("operator.admin");
  const [asked, setAsked] = useState<ChannelRequest>();
  if (waiting.length === 0 && !asked) {
    return error ? (
      <ErrorState error={error} title="Who waits to be let in could not be read" onRetry={refresh} />
    ) : null;
  }
  return (
    <Section title="Waiting to be let in">
      <ul aria-label="Waiting to be let in">
        {waiting.map((request) => (
          <SenderRow
            key={`${request.channel} ${request.accountId} ${request.requestId}`}
            request={request}
            onLetIn={mayLetIn ? () => setAsked(request) : undefined}
            onAnswered={refresh}
          />
        ))}
      </ul>
      {!mayLetIn && (
        <Callout className="m-3">
          <RightNeeded what="Letting somebody in" scope="operator.admin" />.
        </Callout>
      )}
      {asked && (
        <LetIn request={asked} lacksOwner={lacksOwner} onAnswered={refresh} onClose={() => setAsked(undefined)} />
      )}
    </Section>
  );
}

function SenderRow({
  request,
  onLetIn,
  onAnswered,
}: {
  request: ChannelRequest;
  onLetIn: (() => void) | undefined;
  onAnswered: () => unknown;
}) {
  const dismiss = useGatewayRpcMutation("channels.pairing.dismiss");
  const { channel, accountId, requestId, createdAtMs } = request;
  const name = senderName(request);

  async function turnAway() {
    try {
      await dismiss.trigger({ channel, accountId, requestId });
      toast(`${name} was not let in`, { tone: "good" });
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      toast(`The request of ${name} was not dismissed`, { tone: "bad", detail });
    }
    await onAnswered();
  }

  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b px-4 py-2 text-sm last:border-b-0">
      <div className="grid min-w-0 flex-1 basis-56 gap-1">
        <p className="flex min-w-0 items-center gap-2">
          <span className="truncate font-medium text-base">{name}</span>
          <RelativeTime time={createdAtMs} className="shrink-0 text-muted text-xs" />
        </p>
        <p className="text-muted text-xs [overflow-wrap:anywhere]">
          {accountOf(request)} · {senderFacts(request)}
        </p>
      </div>
      <div className="flex gap-2">
        <Button aria-label={`Dismiss ${name}`} busy={dismiss.isMutating} onClick={turnAway}>
          Dismiss
        </Button>
        {onLetIn && (
          <Button variant="primary" aria-label={`Let in ${name}`} disabled={dismiss.isMutating} onClick={onLetIn}>
            Let in
          </Button>
        )}
      </div>
    </li>
  );
}
