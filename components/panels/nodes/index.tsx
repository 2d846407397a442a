"use client";

import { MonitorSmartphone } from "lucide-react";
import { Page, Section } from "@/components/ui/page.tsx";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states.tsx";
import { useDevices } from "@/hooks/use-devices.ts";
import { useNodes } from "@/hooks/use-nodes.ts";
import { DeviceRow } from "./device-row.tsx";
import { NodeList } from "./node-list.tsx";
import { RequestRow } from "./request-row.tsx";

/** Which devices ask to be let in, which were, and the nodes of the gateway. */
export default function NodesPanel() {
  const { pending, paired, isLoading, error, refresh } = useDevices({ comings: true });
  const nodes = useNodes();
  // A node is a device, too.
  const refreshAll = () => Promise.all([refresh(), nodes.refresh()]);
  return (
    <Page
      title="Nodes"
      meta={<span role="status">{pending.length > 0 && `${pending.length} waiting`}</span>}
      className="grid grid-cols-[minmax(0,1fr)] content-start gap-4 p-4"
    >
      {pending.length > 0 && (
        <Section title="Pairing requests">
          <ul aria-label="Pairing requests">
            {pending.map((request) => (
              <RequestRow key={request.requestId} request={request} onAnswered={refreshAll} />
            ))}
          </ul>
        </Section>
      )}
      <Section title="Devices">
        {paired.length > 0 ? (
          <ul aria-label="Devices">
            {paired.map((device) => (
              <DeviceRow key={device.deviceId} device={device} onChanged={refreshAll} />
            ))}
          </ul>
        ) : error ? (
          <ErrorState error={error} title="The devices could not be read" onRetry={refresh} />
        ) : isLoading ? (
          <Loading label="Loading the devices" className="grid gap-3 p-4">
            <Skeleton className="h-4 w-40" />
            <Skeleton className="h-4 w-56" />
          </Loading>
        ) : (
          <EmptyState icon={MonitorSmartphone} title="No device is paired">
            Connect OpenClaw's app or command line to this gateway without a token: it asks here to be let in, and gets
            a token of its own.
          </EmptyState>
        )}
      </Section>
      <NodeList />
    </Page>
  );
}
