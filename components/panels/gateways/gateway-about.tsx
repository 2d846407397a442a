import type { ReactNode } from "react";
import { Copyable, Fact, Facts } from "@/components/ui/facts.tsx";
import { Section } from "@/components/ui/page.tsx";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import { KINDS, type Origin, originOf, versionOf } from "./fleet-facts.ts";

const ORIGINS: Record<Origin, ReactNode> = {
  "built-in": "It runs in Mission Control itself, and is always there.",
  configured: (
    <>
      It comes from the configuration: change it with <code className="font-mono text-xs">OPENCLAW_GATEWAY_URL</code>{" "}
      and <code className="font-mono text-xs">OPENCLAW_GATEWAY_TOKEN</code>.
    </>
  ),
  added: "It was added here. Its token is kept encrypted on the server and never sent to a browser.",
};

/** What a gateway is. */
export function GatewayAbout({ gateway }: { gateway: GatewayInfo }) {
  const { id, kind, url, latencyMs } = gateway;
  const version = versionOf(gateway);
  return (
    <Section title="About">
      <Facts>
        <Fact name="Kind">{KINDS[kind]}</Fact>
        <Fact name="Address">
          {url ? <Copyable text={url} what="address" /> : <span className="text-muted">in this process</span>}
        </Fact>
        <Fact name="Version">{version ?? <span className="text-muted">known once it is connected</span>}</Fact>
        {latencyMs !== undefined && <Fact name="Latency">{Math.round(latencyMs)} ms</Fact>}
        <Fact name="Id">
          <Copyable text={id} what="id" />
        </Fact>
      </Facts>
      <p className="border-t px-3 py-2 text-muted text-sm">{ORIGINS[originOf(gateway)]}</p>
    </Section>
  );
}
