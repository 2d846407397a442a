import { lazy, type ReactNode, Suspense } from "react";
import { PanelSkeleton } from "@/components/shell/panel-skeleton.tsx";
import { useContainer } from "@/hooks/use-container.ts";

const ContainerState = lazy(() => import("./container-state.tsx"));

/**
 * Stands before all panels where each person has a gateway of their own: says where it is until it is ready, and opens
 * by itself then. Elsewhere it is not there.
 */
export function ContainerGate({ title, children }: { title: string; children: ReactNode }) {
  const { isHosted, container, error, refresh } = useContainer();
  if (!isHosted || container?.state === "ready") return children;
  if (!container && !error) return <PanelSkeleton title={title} />;
  return (
    <Suspense fallback={<PanelSkeleton title={title} />}>
      <ContainerState container={container} error={error} onRetry={() => void refresh()} />
    </Suspense>
  );
}
