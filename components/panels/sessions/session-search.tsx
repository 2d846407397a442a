import { Search, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { Input } from "@/components/ui/field.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { isTakenKey } from "../logs/key-owner.ts";

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
    <div className="relative w-[calc(100vw-2rem)] sm:w-72 lg:w-96">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-faint"
      />
      <Input
        ref={input}
        role="searchbox"
        aria-label="Search sessions and transcripts"
        placeholder="Search sessions and transcripts"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          if (text) onText("");
          else event.currentTarget.blur();
        }}
        className="pr-8 pl-8"
      />
      {text && (
        <IconButton
          label="Clear the search"
          icon={X}
          onClick={() => onText("")}
          className="absolute top-1/2 right-0.5 -translate-y-1/2"
        />
      )}
    </div>
  );
}
