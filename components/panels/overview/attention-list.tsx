import { CircleAlert, MessageSquareDot } from "lucide-react";
import { OriginBadge } from "@/components/fleet/origin-badge.tsx";
import { CommandLine } from "@/components/ui/command-line.tsx";
import { Link } from "@/components/ui/link.tsx";
import { Section } from "@/components/ui/page.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import type { AttentionItem } from "./attention.ts";
import type { Attention } from "./use-attention.ts";

const SHOWN = 6;

/** What fails or waits, each leading to where it is dealt with. Not there when nothing does. */
export function AttentionList({ items }: Pick<Attention, "items">) {
  if (items.length === 0) return null;
  return (
    <Section
      title="Needs you"
      actions={
        items.length > SHOWN && (
          <Link href="/sessions" className="text-accent-text text-xs">
            {items.length - SHOWN} more in Sessions
          </Link>
        )
      }
    >
      <ul className="divide-y">
        {items.slice(0, SHOWN).map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </ul>
    </Section>
  );
}

function Item({ item: { kind, title, detail, href, command, origin, since } }: { item: AttentionItem }) {
  return (
    <li className="relative flex items-start gap-3 px-3 py-2 text-sm transition-colors hover:bg-hover">
      {kind === "failing" ? (
        <CircleAlert aria-label="Failing" className="mt-0.5 size-4 shrink-0 text-bad" />
      ) : (
        <MessageSquareDot aria-label="Waiting for you" className="mt-0.5 size-4 shrink-0 text-warn" />
      )}
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">
          {href ? (
            <Link
              href={href}
              className="after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
            >
              {title}
            </Link>
          ) : (
            title
          )}
        </p>
        <p className="line-clamp-2 text-muted">{detail}</p>
        {command && <CommandLine command={command} className="mt-1" />}
      </div>
      {origin && <OriginBadge name={origin} />}
      <RelativeTime time={since} className="shrink-0 text-muted text-xs" />
    </li>
  );
}
