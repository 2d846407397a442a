import { lazy, Suspense } from "react";
import { useIdentity } from "@/hooks/use-identity.ts";

const ClerkPerson = lazy(() => import("@/components/sign-in/clerk-person.tsx"));

/** The person who is signed in through Clerk, whose session it keeps alive; nothing of Clerk is loaded elsewhere. */
export function PersonButton() {
  const identity = useIdentity();
  if (!identity) return null;
  return (
    <span className="grid size-8 shrink-0 place-items-center">
      <Suspense>
        <ClerkPerson publishableKey={identity.publishableKey} />
      </Suspense>
    </span>
  );
}
