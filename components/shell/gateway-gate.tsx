import { lazy, type ReactNode, Suspense } from "react";
import { useGateways } from "@/hooks/use-gateways.ts";
import type { Method } from "@/server/protocol/methods.ts";
import { PanelSkeleton } from "./panel-skeleton.tsx";

const GatewayAbsence = lazy(() => import("./gateway-absence.tsx"));

/**
 * Shows what needs a method of the gateway in use. Before that gateway has ever answered it says what it waits for and
 * opens by itself; where the gateway has no such method it says so. A gateway that is lost later takes nothing away.
 */
export function GatewayGate({
  needs,
  title,
  children,
}: {
  needs: Method | undefined;
  title: string;
  children: ReactNode;
}) {
  const { current } = useGateways();
  if (!needs || !current?.methods) return children;
  if (current.methods.includes(needs)) return children;
  return (
    <Suspense fallback={<PanelSkeleton title={title} />}>
      <GatewayAbsence title={title} gateway={current} needs={needs} />
    </Suspense>
  );
}
