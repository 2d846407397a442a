import { Command } from "cmdk";
import { MessageSquare } from "lucide-react";
import { useDeferredValue } from "react";
import { titleOf } from "@/components/sessions/session-title.ts";
import { navigate } from "@/components/ui/navigate.ts";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { useSessions } from "@/hooks/use-sessions.ts";
import { PaletteItem, type Run } from "./palette-item.tsx";

const SHOWN = 6;

/** The newest sessions, or those that the server finds by key, title and last message. */
export function PaletteSessions({ query, run }: { query: string; run: Run }) {
  const search = useDeferredValue(query.trim());
  const { rows } = useSessions(search ? { search, limit: SHOWN } : { limit: SHOWN });
  if (rows.length === 0) return null;
  return (
    <Command.Group heading="Sessions">
      {rows.slice(0, SHOWN).map((row) => {
        const title = titleOf(row);
        return (
          <PaletteItem
            key={row.key}
            value={`session ${row.key}`}
            // The server found it, perhaps by words that are not in its title.
            keywords={[title, search]}
            icon={<MessageSquare aria-hidden />}
            note={<RelativeTime time={row.updatedAt} />}
            onSelect={() => run(() => navigate(`/chat/${encodeURIComponent(row.key)}`, { leave: true }))}
          >
            {title}
          </PaletteItem>
        );
      })}
    </Command.Group>
  );
}
