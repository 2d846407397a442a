"use client";

import { ClerkLoaded, UserButton, useAuth } from "@clerk/nextjs";
import { useEffect } from "react";
import { provideSession } from "@/hooks/session-source.ts";
import { ClerkFrame } from "./clerk-frame.tsx";

/** The signed-in person's menu, and where the connection gets its session tokens from. */
export default function ClerkPerson({ publishableKey }: { publishableKey: string }) {
  return (
    <ClerkFrame publishableKey={publishableKey}>
      <Session />
      <ClerkLoaded>
        <UserButton />
      </ClerkLoaded>
    </ClerkFrame>
  );
}

function Session() {
  const { isLoaded, getToken, signOut } = useAuth();
  useEffect(() => {
    if (!isLoaded) return;
    return provideSession({
      token: () => getToken({ skipCache: true }),
      signOut: () => signOut({ redirectUrl: "/sign-in" }),
    });
  }, [isLoaded, getToken, signOut]);
  return null;
}
