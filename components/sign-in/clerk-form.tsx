"use client";

import { SignIn, useAuth, useClerk } from "@clerk/nextjs";
import { type ReactNode, useEffect, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Callout, Skeleton } from "@/components/ui/states.tsx";
import { ClerkFrame } from "./clerk-frame.tsx";

/** Until it is said that Clerk does not come, in milliseconds. */
const PATIENCE_MS = 10_000;

export interface ClerkFormProps {
  publishableKey: string;
  host: string;
  /** The path to go on to. */
  next: string;
  /** This server did not take the session that Clerk has. */
  refused: boolean;
}

/** Clerk's own form; a sentence instead when it cannot be loaded, or when its session is not taken here. */
export default function ClerkForm({ publishableKey, host, next, refused }: ClerkFormProps) {
  return (
    <ClerkFrame publishableKey={publishableKey}>
      <WhenLoaded host={host}>{refused ? <Refused /> : <SignIn routing="hash" forceRedirectUrl={next} />}</WhenLoaded>
    </ClerkFrame>
  );
}

function WhenLoaded({ host, children }: { host: string; children: ReactNode }) {
  const { isLoaded } = useAuth();
  const { status } = useClerk();
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    if (isLoaded) return;
    const timer = setTimeout(() => setIsLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isLoaded]);
  if (isLoaded) return children;
  if (!isLate && status !== "error") return <Skeleton className="h-80 w-full" />;
  return (
    <div className="grid gap-4">
      <Callout tone="bad">
        Clerk, through which people sign in here, could not be loaded from {host}. Check your network, and whether
        something in this browser blocks it.
      </Callout>
      <Button variant="primary" className="h-10" onClick={() => window.location.reload()}>
        Try again
      </Button>
    </div>
  );
}

function Refused() {
  const { signOut } = useAuth();
  return (
    <div className="grid gap-4">
      <Callout tone="bad">
        You are signed in with Clerk, and this Mission Control does not take that session. Sign in again; if that does
        not help, tell whoever runs it: its JWT key or its origin may be another application’s.
      </Callout>
      <Button variant="primary" className="h-10" onClick={() => void signOut({ redirectUrl: "/sign-in" })}>
        Sign in again
      </Button>
    </div>
  );
}
