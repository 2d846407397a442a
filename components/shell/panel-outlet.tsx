import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ComponentType, lazy, Suspense, useState, useSyncExternalStore } from "react";
import type { Panel } from "@/components/panels/registry.ts";
import { Page } from "@/components/ui/page.tsx";
import { NoPermission } from "@/components/ui/states.tsx";
import { useConnection } from "@/hooks/use-connection.ts";
import { roleOfScopes } from "@/server/protocol/access.ts";
import { allows, type Scope } from "@/server/protocol/frames.ts";
import { AddressScope } from "./address-scope.tsx";
import { PanelSkeleton } from "./panel-skeleton.tsx";

const loaded = new Map<string, ComponentType>();

/** The panel itself: loaded once, drawn in the browser only, and never taking the frame down with it. */
export function PanelOutlet({ panel }: { panel: Panel }) {
  const scopes = useKnownScopes();
  const isInBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  // Until the server has said who this is, nothing is shown that not everybody may see.
  if (!scopes && panel.scope !== "operator.read") return <PanelSkeleton title={panel.title} />;
  if (scopes && !allows(scopes, panel.scope))
    return (
      <Page title={panel.title}>
        <NoPermission scope={panel.scope} role={roleOfScopes(scopes)} />
      </Page>
    );
  if (!isInBrowser) return <PanelSkeleton title={panel.title} />;
  const Content = contentOf(panel);
  return (
    <NuqsAdapter>
      <AddressScope panel={panel}>
        <Suspense fallback={<PanelSkeleton title={panel.title} />}>
          <Content />
        </Suspense>
      </AddressScope>
    </NuqsAdapter>
  );
}

/** What the person may do, also while the connection is lost. */
function useKnownScopes(): readonly Scope[] | undefined {
  const { principal } = useConnection();
  const [known, setKnown] = useState(principal?.scopes);
  if (principal && principal.scopes !== known) setKnown(principal.scopes);
  return principal?.scopes ?? known;
}

function contentOf({ slug, load }: Panel): ComponentType {
  const known = loaded.get(slug);
  if (known) return known;
  const content = lazy(load);
  loaded.set(slug, content);
  return content;
}

function never(): () => void {
  return () => {};
}
