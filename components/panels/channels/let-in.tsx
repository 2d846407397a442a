import { type ReactNode, useId, useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { Fact, Facts } from "@/components/ui/facts.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { toast } from "@/components/ui/toast.ts";
import { Checkbox } from "@/components/ui/toggles.tsx";
import type { ChannelRequest } from "@/hooks/use-channel-requests.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { ChannelsPairingApproveResult } from "@/server/protocol/channels.ts";
import { accountOf, senderFacts, senderName } from "./sender-facts.ts";

/** Shows who asks, then lets them in. */
export function LetIn({
  request,
  lacksOwner,
  onAnswered,
  onClose,
}: {
  request: ChannelRequest;
  /** Whoever is let in now can become the owner. */
  lacksOwner: boolean;
  onAnswered: () => unknown;
  onClose: () => void;
}) {
  const { trigger } = useGatewayRpcMutation("channels.pairing.approve");
  const { channel, accountId, requestId, notifySupported, createdAtMs, expiresAtMs } = request;
  const [notify, setNotify] = useState(notifySupported);
  const [isOwner, setIsOwner] = useState(false);
  const name = senderName(request);

  async function letIn() {
    const answer = await trigger({
      channel,
      accountId,
      requestId,
      ...(notify && { notify }),
      ...(isOwner && { bootstrapCommandOwner: true }),
    });
    const wrong = shortcomingOf(answer);
    toast(`${name} was let in`, wrong ? { detail: wrong } : { tone: "good" });
    await onAnswered();
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Let ${name} in?`}
      action="Let in"
      tone="primary"
      onConfirm={letIn}
    >
      <p>From then on they can talk with the agent behind this account, and make it work, whenever they write to it.</p>
      <Facts className="rounded-md bg-sunken text-text">
        <Fact name="Who">{senderFacts(request)}</Fact>
        <Fact name="Wrote to">{accountOf(request)}</Fact>
        <Fact name="First wrote">
          <RelativeTime time={createdAtMs} />
        </Fact>
        <Fact name="Waits until">
          <RelativeTime time={expiresAtMs} />
        </Fact>
      </Facts>
      {notifySupported && (
        <Choice checked={notify} onChange={setNotify}>
          Tell them that they were let in
        </Choice>
      )}
      {lacksOwner && (
        <Choice checked={isOwner} onChange={setIsOwner}>
          They are the owner: they may give the gateway's own commands, too
        </Choice>
      )}
    </ConfirmDialog>
  );
}

function Choice({
  checked,
  onChange,
  children,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <label htmlFor={id} className="flex items-center gap-2 text-text">
      <Checkbox id={id} checked={checked} onCheckedChange={(value) => onChange(value === true)} />
      {children}
    </label>
  );
}

/** What was asked for beside letting them in and did not happen; undefined when all did. */
function shortcomingOf({ notification, commandOwnerBootstrap }: ChannelsPairingApproveResult): string | undefined {
  if (notification === "failed") return "They could not be told: the gateway's log says why.";
  if (notification === "unsupported") return "This channel cannot tell them.";
  if (commandOwnerBootstrap === "already-configured") return "There is an owner already: it stays so.";
  if (commandOwnerBootstrap === "unavailable") return "They were not made the owner: the gateway's log says why.";
  return undefined;
}
