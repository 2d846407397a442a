import { useEffect, useRef, useState } from "react";
import type { ChatItem } from "@/hooks/chat/items.ts";
import { type Announced, nextAnnouncement } from "./announce.ts";

const PAUSE_MS = 2_500;

/** Reads the newest answer to a screen reader, sentence by sentence and never token by token. */
export function Announcer({ items }: { items: readonly ChatItem[] }) {
  const newest = useRef(items);
  const said = useRef<Announced>(undefined);
  const [text, setText] = useState("");
  useEffect(() => {
    newest.current = items;
  }, [items]);
  useEffect(() => {
    const timer = setInterval(() => {
      const next = nextAnnouncement(newest.current, said.current);
      said.current = next.said;
      if (next.text) setText(next.text);
    }, PAUSE_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <p aria-live="polite" className="sr-only">
      {text}
    </p>
  );
}
