import { Regex, Search, X } from "lucide-react";
import type { Ref } from "react";
import { cn } from "@/components/ui/cn.ts";
import { Input } from "@/components/ui/field.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";

interface LogSearchProps {
  ref?: Ref<HTMLInputElement>;
  text: string;
  regex: boolean;
  /** Why the text is no regular expression. */
  problem: string | undefined;
  onText: (text: string) => void;
  onRegex: (regex: boolean) => void;
}

/** What to look for, as text or as a regular expression; says at once when it is none. */
export function LogSearch({ ref, text, regex, problem, onText, onRegex }: LogSearchProps) {
  return (
    <div className="relative w-[calc(100vw-9rem)] sm:w-72 lg:w-[30rem]">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-faint"
      />
      <Input
        ref={ref}
        type="text"
        role="searchbox"
        aria-label="Search the log"
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? "log-search-problem" : undefined}
        placeholder={regex ? "Regular expression" : "Search message, source and fields"}
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          if (text) onText("");
          else event.currentTarget.blur();
        }}
        className={cn("pr-16 pl-8", regex && "font-mono text-xs")}
      />
      <div className="absolute inset-y-0 right-0.5 flex items-center">
        {text && <IconButton label="Clear the search" icon={X} onClick={() => onText("")} />}
        <IconButton
          label="Regular expression"
          icon={Regex}
          aria-pressed={regex}
          onClick={() => onRegex(!regex)}
          className="aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
        />
      </div>
      {problem && (
        <p
          id="log-search-problem"
          role="alert"
          className="absolute inset-x-0 top-full z-10 mt-1 rounded-md border bg-raised px-2 py-1 text-bad text-xs shadow-raised"
        >
          {problem}
        </p>
      )}
    </div>
  );
}
