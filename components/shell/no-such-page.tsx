import { Compass } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/states.tsx";

/** An address that leads nowhere, and the way back. */
export function NoSuchPage() {
  return (
    <>
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        icon={Compass}
        title="There is no such page"
        action={
          <Button asChild variant="primary">
            <a href="/">Open Mission Control</a>
          </Button>
        }
      >
        The address may be mistyped, or of another version. Every panel and session is found with ⌘K or Ctrl K.
      </EmptyState>
    </>
  );
}
