import { Regex } from "lucide-react";
import type { Ref } from "react";
import { cn } from "@/components/ui/cn.ts";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { SearchField } from "@/components/ui/search-field.tsx";

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
      <SearchField
        ref={ref}
        label="Search the log"
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? "log-search-problem" : undefined}
        placeholder={regex ? "Regular expression" : "Search message, source and fields"}
        value={text}
        onValueChange={onText}
        className={cn("pr-16", regex && "font-mono text-xs")}
      >
        <IconButton
          label="Regular expression"
          icon={Regex}
          aria-pressed={regex}
          onClick={() => onRegex(!regex)}
          className="aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
        />
      </SearchField>
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
