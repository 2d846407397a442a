"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { Skeleton } from "@/components/ui/states.tsx";

const ClerkForm = lazy(() => import("./clerk-form.tsx"));

/** Clerk's sign-in, drawn in the browser only. `host` is where it is loaded from. */
export function ClerkSignIn(props: { publishableKey: string; host: string; next: string; refused: boolean }) {
  const [isInBrowser, setIsInBrowser] = useState(false);
  useEffect(() => setIsInBrowser(true), []);
  const waiting = <Skeleton className="h-80 w-full" />;
  if (!isInBrowser) return waiting;
  return (
    <Suspense fallback={waiting}>
      <ClerkForm {...props} />
    </Suspense>
  );
}
