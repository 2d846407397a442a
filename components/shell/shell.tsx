"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { PANELS, panelBySlug, slugOf } from "@/components/panels/registry.ts";
import { FloatingRoot } from "@/components/ui/floating.ts";
import { navigate } from "@/components/ui/navigate.ts";
import { TooltipLayer } from "@/components/ui/tooltip-layer.tsx";
import { GatewayScope } from "@/hooks/gateway-provider.tsx";
import { BottomBar } from "./bottom-bar.tsx";
import { BudgetWatch } from "./budget-watch.tsx";
import { ConnectionBanner } from "./connection-banner.tsx";
import { ContainerGate } from "./container-gate/container-gate.tsx";
import { NoSuchPage } from "./no-such-page.tsx";
import { Notifier } from "./notify/notifier.tsx";
import { Overlays } from "./overlays.tsx";
import { PanelOutlet } from "./panel-outlet.tsx";
import { PanelPreloader } from "./panel-preloader.tsx";
import { Sidebar } from "./sidebar.tsx";
import { HOME, useStartPage } from "./start-page.ts";
import { ToasterSlot } from "./toaster-slot.tsx";
import { OpenPanels, useAllowed } from "./use-open-panels.ts";
import { usePanelGateway, useWholeFleet } from "./use-panel-gateway.ts";
import { useSignIn } from "./use-sign-in.ts";

/** The frame around every panel: navigation, connection, palette, shortcuts. `children` is what the server adds. */
export function Shell({ children }: { children: ReactNode }) {
  const pathname = usePathname() ?? "/";
  const allowed = useAllowed(PANELS);
  const { slug: start } = useStartPage();
  const slug = slugOf(pathname) ?? startSlug(start);
  const panel = panelBySlug(slug);
  const gateway = usePanelGateway();
  const every = useWholeFleet();
  const [floating, setFloating] = useState<HTMLElement | null>(null);
  useSignIn();
  useEffect(() => {
    // What the server has drawn names its own start page: the browser's is asked for again.
    if (pathname === "/")
      navigate(`/${startSlug(useStartPage.getState().slug)}${window.location.search}`, { replace: true });
  }, [pathname]);

  return (
    <GatewayScope gateway={gateway} every={every}>
      <OpenPanels value={allowed}>
        <FloatingRoot value={floating ?? undefined}>
          <title>{panel ? `${panel.title} · Mission Control` : "Mission Control"}</title>
          <a
            href="#main"
            className="-translate-y-16 fixed top-2 left-2 z-50 rounded-md bg-accent px-3 py-2 text-on-accent text-sm focus:translate-y-0"
          >
            Skip to the content
          </a>
          <div className="flex h-dvh max-md:flex-col">
            <Sidebar slug={slug} />
            <main id="main" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 flex-col outline-none">
              <ConnectionBanner />
              <div className="min-h-0 flex-1">
                {panel ? (
                  <ContainerGate title={panel.title}>
                    <PanelOutlet panel={panel} />
                  </ContainerGate>
                ) : (
                  <NoSuchPage />
                )}
                {children}
              </div>
              <div ref={setFloating} />
            </main>
            <BottomBar slug={slug} />
          </div>
          <Notifier />
          <Overlays />
          <BudgetWatch />
          <PanelPreloader />
          <ToasterSlot />
          <TooltipLayer />
        </FloatingRoot>
      </OpenPanels>
    </GatewayScope>
  );
}

function startSlug(chosen: string): string {
  return panelBySlug(chosen)?.slug ?? HOME;
}
