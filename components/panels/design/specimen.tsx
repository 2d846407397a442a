import type { ReactNode } from "react";
import { Section } from "@/components/ui/page.tsx";

/** One primitive with its states side by side. */
export function Specimen({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Section title={name}>
      <div className="flex flex-wrap items-center gap-3 p-3">{children}</div>
    </Section>
  );
}
