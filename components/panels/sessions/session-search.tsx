import { useEffect, useRef } from "react";
import { SearchField } from "@/components/ui/search-field.tsx";
import { isTakenKey } from "@/components/ui/taken-key.ts";

/** Finds sessions by what their rows show, and messages in all transcripts. `/` leads here. */
export function SessionSearch({ text, onText }: { text: string; onText: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "/" || isTakenKey(event)) return;
      event.preventDefault();
      input.current?.focus();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);

  return (
    <SearchField
      ref={input}
      label="Search sessions and transcripts"
      value={text}
      onValueChange={onText}
      boxClassName="w-[calc(100vw-2rem)] sm:w-72 lg:w-96"
    />
  );
}
