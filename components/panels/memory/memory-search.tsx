import { Search } from "lucide-react";
import { Input } from "@/components/ui/field.tsx";
import { useHasMethod } from "@/hooks/use-has-method.ts";

/** Words to look for in everything that the agent remembers. */
export function MemorySearch({ query, onChange }: { query: string; onChange: (query: string) => void }) {
  const isAnswered = useHasMethod("memory.search");
  return (
    <search className="border-b p-2">
      <div className="relative">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-faint"
        />
        <Input
          type="search"
          aria-label="Search the memory"
          placeholder="Search the memory"
          maxLength={500}
          disabled={!isAnswered}
          value={query}
          onChange={(event) => onChange(event.target.value)}
          className="pl-8"
        />
      </div>
      {!isAnswered && (
        <p className="px-1 pt-1.5 text-muted text-xs">This gateway cannot search what agents remember.</p>
      )}
    </search>
  );
}
