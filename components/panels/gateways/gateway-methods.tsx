import { ChevronRight } from "lucide-react";

/** What a gateway says it answers, by noun. Not there before it said so. */
export function GatewayMethods({ methods }: { methods: readonly string[] }) {
  if (methods.length === 0) return null;
  const nouns = Map.groupBy(methods, (method) => method.split(".")[0] ?? method);
  return (
    <details className="group rounded-lg border bg-surface lg:col-span-2">
      <summary className="flex h-10 list-none items-center gap-2 rounded-lg px-3 text-muted text-sm hover:text-text [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
        <h2 className="font-medium">Answers {methods.length} methods</h2>
      </summary>
      <ul className="columns-1 gap-6 border-t px-3 py-2 sm:columns-2 lg:columns-3">
        {[...nouns].map(([noun, names]) => (
          <li key={noun} className="break-inside-avoid py-1 font-mono text-xs">
            {names.map((name) => (
              <span key={name} className="block break-all leading-5">
                {name}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </details>
  );
}
