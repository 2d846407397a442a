import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, Suspense } from "react";
import { Shell } from "@/components/shell/shell.tsx";
import { GatewayProvider } from "@/hooks/gateway-provider.tsx";

/** The frame and the connection of every panel. It stays while panels come and go. */
export default function PanelsLayout({ children }: { children: ReactNode }) {
  return (
    <GatewayProvider>
      <Suspense>
        <NuqsAdapter>
          <Shell>{children}</Shell>
        </NuqsAdapter>
      </Suspense>
    </GatewayProvider>
  );
}
