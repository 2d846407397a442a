import { Compass } from "lucide-react";
import type { Metadata } from "next";
import { HOME } from "@/components/panels/slugs.ts";
import { Button } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/states.tsx";

export const metadata: Metadata = { title: "Not found · Mission Control" };

/** An address that leads nowhere, and those that lead somewhere. */
export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        icon={Compass}
        title="There is no such page"
        action={
          <Button asChild variant="primary">
            <a href={`/${HOME}`}>Open Mission Control</a>
          </Button>
        }
      >
        The address may be mistyped, or of another version. Every panel and session is found with ⌘K or Ctrl K.
      </EmptyState>
    </main>
  );
}
