"use client";

import { ClerkProvider } from "@clerk/nextjs";
import type { ReactNode } from "react";

/** Clerk for what is inside: loaded from its application's own host, with the key that the server gave at run time. */
export function ClerkFrame({ publishableKey, children }: { publishableKey: string; children: ReactNode }) {
  return (
    <ClerkProvider
      publishableKey={publishableKey}
      signInUrl="/sign-in"
      afterSignOutUrl="/sign-in"
      telemetry={{ disabled: true }}
    >
      {children}
    </ClerkProvider>
  );
}
