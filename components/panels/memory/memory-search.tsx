import { SearchField } from "@/components/ui/search-field.tsx";
import { useHasMethod } from "@/hooks/use-has-method.ts";

/** Words to look for in everything that the agent remembers. */
export function MemorySearch({ query, onChange }: { query: string; onChange: (query: string) => void }) {
  const isAnswered = useHasMethod("memory.search");
  return (
    <search className="border-b p-2">
      <SearchField
        label="Search the memory"
        maxLength={500}
        disabled={!isAnswered}
        value={query}
        onValueChange={onChange}
      />
      {!isAnswered && (
        <p className="px-1 pt-1.5 text-muted text-xs">This gateway cannot search what agents remember.</p>
      )}
    </search>
  );
}
