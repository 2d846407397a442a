import { Command } from "cmdk";
import { TextSearch } from "lucide-react";
import { navigate } from "@/components/ui/navigate.ts";
import { PaletteItem, type Run } from "./palette-item.tsx";

/** Looks for what was typed in what was said; always there, so that no words lead nowhere. */
export function PaletteSearch({ query, run }: { query: string; run: Run }) {
  const words = query.trim();
  if (!words) return null;
  return (
    <Command.Group heading="Search">
      <PaletteItem
        value={`search ${words}`}
        icon={<TextSearch aria-hidden />}
        onSelect={() => run(() => navigate(`/sessions?${new URLSearchParams({ q: words })}`, { leave: true }))}
      >
        What was said: “{words}”
      </PaletteItem>
    </Command.Group>
  );
}
