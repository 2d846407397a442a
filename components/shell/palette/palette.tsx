import { Command } from "cmdk";
import { Dialog as Primitive } from "radix-ui";
import { type ReactNode, useState } from "react";
import { Kbd } from "@/components/ui/kbd.tsx";
import { PaletteActions } from "./palette-actions.tsx";
import { PaletteAgents } from "./palette-agents.tsx";
import { paletteMatch } from "./palette-match.ts";
import { PalettePanels } from "./palette-panels.tsx";
import { PaletteSearch } from "./palette-search.tsx";
import { PaletteSessions } from "./palette-sessions.tsx";

const GROUP =
  "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted";

/** Everything that can be reached or done, found by its words. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const [query, setQuery] = useState("");

  /** Closes first: what is done may open a window of its own, which takes the focus. */
  function run(act: () => void) {
    onClose();
    act();
  }

  return (
    <Primitive.Root open onOpenChange={(open) => !open && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-fade bg-overlay" />
        <Primitive.Content
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-50 w-[min(600px,calc(100vw-24px))] -translate-x-1/2 animate-fade overflow-hidden rounded-xl border bg-raised shadow-raised max-md:top-4"
        >
          <Primitive.Title className="sr-only">Search or do</Primitive.Title>
          <Command label="Search or do" loop filter={paletteMatch}>
            <Command.Input
              value={query}
              onValueChange={setQuery}
              placeholder="Search sessions, agents, panels, or do something"
              className="h-12 w-full border-b bg-transparent px-4 text-base outline-none placeholder:text-faint"
            />
            <Command.List className={`max-h-[min(60vh,26rem)] overflow-y-auto p-1.5 ${GROUP}`}>
              <PalettePanels run={run} />
              <PaletteSessions query={query} run={run} />
              <PaletteAgents run={run} />
              <PaletteActions run={run} />
              <PaletteSearch query={query} run={run} />
            </Command.List>
          </Command>
          <p className="flex items-center gap-3 border-t px-3 py-2 text-muted text-xs max-md:hidden">
            <Hint keys="↑ ↓">choose</Hint>
            <Hint keys="↵">do it</Hint>
            <Hint keys="Esc">close</Hint>
          </p>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

function Hint({ keys, children }: { keys: string; children: ReactNode }) {
  return (
    <span className="flex items-center gap-1.5">
      <Kbd keys={keys} /> {children}
    </span>
  );
}
