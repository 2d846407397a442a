import { lazy, Suspense, useSyncExternalStore } from "react";
import { isToasterWanted, subscribeToaster } from "@/components/ui/toast.ts";

const Toaster = lazy(() => import("./toaster.tsx"));

/** Loads the toaster with the first message. */
export function ToasterSlot() {
  const isWanted = useSyncExternalStore(subscribeToaster, isToasterWanted, () => false);
  return (
    isWanted && (
      <Suspense>
        <Toaster />
      </Suspense>
    )
  );
}
