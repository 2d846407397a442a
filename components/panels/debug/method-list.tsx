import { useDeferredValue, useMemo, useState } from "react";
import { Badge } from "@/components/ui/badge.tsx";
import { cn } from "@/components/ui/cn.ts";
import { SearchField } from "@/components/ui/search-field.tsx";
import type { MethodDescription } from "@/server/protocol/method-descriptions.ts";

/** Every method that can be called, searched by parts of its name. */
export function MethodList({
  methods,
  chosen,
  onChoose,
  className,
}: {
  methods: readonly MethodDescription[];
  chosen: string | null;
  onChoose: (name: string) => void;
  className?: string;
}) {
  const [words, setWords] = useState("");
  const wanted = useDeferredValue(words);
  const found = useMemo(() => findMethods(methods, wanted), [methods, wanted]);
  return (
    <div className={cn("flex min-h-0 flex-col", className)}>
      <div className="border-b p-2">
        <SearchField
          label="Find a method"
          placeholder={`Find in ${methods.length} methods`}
          value={words}
          onValueChange={setWords}
          onKeyDown={(event) => {
            const [first] = found;
            if (event.key === "Enter" && first) onChoose(first.name);
          }}
        />
      </div>
      <ul aria-label="Methods" className="min-h-0 flex-1 overflow-y-auto py-1">
        {found.map(({ name, scope, readsOnly }) => (
          <li key={name}>
            <button
              type="button"
              aria-current={name === chosen}
              onClick={() => onChoose(name)}
              className="flex h-8 w-full items-center gap-2 px-3 text-left text-sm transition-colors hover:bg-hover focus-visible:-outline-offset-2 aria-[current=true]:bg-selected"
            >
              <span className="min-w-0 flex-1 truncate font-mono text-xs">{name}</span>
              {!readsOnly && <Badge>{scope.replace("operator.", "")}</Badge>}
            </button>
          </li>
        ))}
        {found.length === 0 && <li className="px-3 py-2 text-muted text-sm">No method is called like that.</li>}
      </ul>
    </div>
  );
}

/** Those whose names have all the words, as they are ordered. */
function findMethods(methods: readonly MethodDescription[], words: string): readonly MethodDescription[] {
  const parts = words.toLowerCase().split(/\s+/).filter(Boolean);
  return methods.filter(({ name }) => parts.every((part) => name.toLowerCase().includes(part)));
}
