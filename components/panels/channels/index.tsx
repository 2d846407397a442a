"use client";

import { Activity, Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Link } from "@/components/ui/link.tsx";
import { Page, Section } from "@/components/ui/page.tsx";
import { Callout } from "@/components/ui/states.tsx";
import { toast } from "@/components/ui/toast.ts";
import { useChannelRequests } from "@/hooks/use-channel-requests.ts";
import { useChannels } from "@/hooks/use-channels.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import { useGateways } from "@/hooks/use-gateways.ts";
import { useHasMethod } from "@/hooks/use-has-method.ts";
import { useMay } from "@/hooks/use-may.ts";
import { bySetup, summaryOf } from "./account-facts.ts";
import { AccountRow } from "./account-row.tsx";
import { AddWebhook } from "./add-webhook.tsx";
import { NoChannels } from "./no-channels.tsx";
import { Senders } from "./senders.tsx";

/** The ways by which people reach the agents of a gateway, and how each of their accounts does. */
export default function ChannelsPanel() {
  const view = useChannels();
  const { channels, warnings, refresh } = view;
  const requests = useChannelRequests();
  const probe = useGatewayRpcMutation("channels.status");
  const mayChange = useMay("operator.admin");
  const hasAdding = useHasMethod("channels.add");
  const { current } = useGateways();
  // Not before the gateway has said what it answers.
  const isSetUpElsewhere = current?.methods !== undefined && current.methods.length > 0 && !hasAdding;
  const canAdd = hasAdding && mayChange;
  const [isAdding, setIsAdding] = useState(false);
  const { used, offered } = bySetup(channels);

  async function probeAll() {
    await probe
      .trigger({ probe: true })
      .catch((caught: Error) => toast("The channels could not be probed", { tone: "bad", detail: caught.message }));
    await refresh();
  }

  return (
    <Page
      title="Channels"
      meta={<span role="status">{summaryOf(channels)}</span>}
      actions={
        <>
          <Button onClick={probeAll} busy={probe.isMutating} disabled={used.length === 0}>
            <Activity aria-hidden /> Probe
          </Button>
          {canAdd && (
            <Button variant="primary" onClick={() => setIsAdding(true)}>
              <Plus aria-hidden /> Add webhook
            </Button>
          )}
        </>
      }
      className="grid grid-cols-[minmax(0,1fr)] content-start gap-4 p-4"
    >
      {warnings.map((warning) => (
        <Callout key={warning} tone="warn">
          {warning}
        </Callout>
      ))}
      <Senders view={requests} />
      {used.map(({ id, label, detail, accounts }) => (
        <Section key={id} title={label} actions={<span className="hidden text-muted text-xs sm:inline">{detail}</span>}>
          <ul aria-label={`Accounts of ${label}`}>
            {accounts.map((account) => (
              <AccountRow key={account.accountId} channel={id} account={account} onChanged={refresh} />
            ))}
          </ul>
        </Section>
      ))}
      {offered.length > 0 && (
        <Section title="Not set up">
          <ul aria-label="Channels that are not set up">
            {offered.map(({ id, label, detail }) => (
              <li key={id} className="flex flex-wrap items-baseline gap-x-3 border-b px-4 py-2 text-sm last:border-b-0">
                <span className="font-medium">{label}</span>
                <span className="min-w-0 text-muted text-xs">{detail}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {channels.length === 0 && <NoChannels view={view} />}
      {channels.length > 0 && isSetUpElsewhere && (
        <p className="px-4 text-muted text-xs">
          Accounts of this gateway are added and removed in its{" "}
          <Link href="/config" className="rounded-sm underline underline-offset-2 hover:text-text">
            configuration
          </Link>
          , under “channels”.
        </p>
      )}
      {isAdding && <AddWebhook onAdded={refresh} onClose={() => setIsAdding(false)} />}
    </Page>
  );
}
