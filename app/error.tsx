"use client";

import { ErrorState } from "@/components/ui/states.tsx";

/** What is shown when the frame itself fails. */
export default function ErrorPage({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <ErrorState error={error} title="Mission Control met a fault" onRetry={reset} />
    </main>
  );
}
