import { Compass } from "lucide-react";
import type { Metadata } from "next";
import { PANELS } from "@/components/panels/registry.ts";
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
        action={PANELS.filter(({ group }) => group).map(({ slug, title }) => (
          <Button key={slug} asChild>
            <a href={`/${slug}`}>{title}</a>
          </Button>
        ))}
      >
        The address may be mistyped, or of another version. These are there:
      </EmptyState>
    </main>
  );
}
