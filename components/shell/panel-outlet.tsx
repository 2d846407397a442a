import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ComponentType, lazy, Suspense, useSyncExternalStore } from "react";
import type { Panel } from "@/components/panels/registry.ts";
import { Page } from "@/components/ui/page.tsx";
import { NoPermission } from "@/components/ui/states.tsx";
import { useConnection } from "@/hooks/use-connection.ts";
import { roleOfScopes } from "@/server/protocol/access.ts";
import { allows } from "@/server/protocol/frames.ts";
import { AddressScope } from "./address-scope.tsx";
import { PanelSkeleton } from "./panel-skeleton.tsx";

const loaded = new Map<string, ComponentType>();

/** The panel itself: loaded once, drawn in the browser only, and never taking the frame down with it. */
export function PanelOutlet({ panel }: { panel: Panel }) {
  const { principal } = useConnection();
  const isInBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  if (principal && !allows(principal.scopes, panel.scope))
    return (
      <Page title={panel.title}>
        <NoPermission scope={panel.scope} role={roleOfScopes(principal.scopes)} />
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
