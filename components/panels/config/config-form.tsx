import { ChevronRight, Search } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import { Badge } from "@/components/ui/badge.tsx";
import { SearchField } from "@/components/ui/search-field.tsx";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states.tsx";
import { useConfigPlace } from "@/hooks/use-config.ts";
import type { ConfigChild } from "@/server/protocol/configuration.ts";
import { issuesAt, pathOf, schemaBelow } from "./config-facts.ts";
import { ConfigTrail } from "./config-trail.tsx";
import { SettingField } from "./setting-field.tsx";
import type { ConfigDraft } from "./use-config-draft.ts";

/** One part of the configuration at a time, as fields; the address names the part. */
export function ConfigForm({ draft, mayEdit }: { draft: ConfigDraft; mayEdit: boolean }) {
  const [at, setAt] = useQueryState("at", parseAsString.withDefault(".").withOptions({ history: "push" }));
  const [words, setWords] = useState("");
  const { data, error, refresh } = useConfigPlace(at);
  const wanted = words.trim().toLowerCase();
  const found = data?.children.filter((child) => isAbout(child, wanted)) ?? [];
  const open = (path: string) => {
    setWords("");
    setAt(path);
  };

  return (
    <div className="w-full max-w-4xl p-4">
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <ConfigTrail at={at} onOpen={open} />
        <form
          className="ml-auto w-full sm:w-64"
          onSubmit={(event) => {
            event.preventDefault();
            if (words.includes(".")) open(words.trim());
          }}
        >
          <SearchField
            label="Find a setting here, or go to one by its path"
            placeholder="Find, or a.path and Enter"
            value={words}
            onValueChange={setWords}
          />
        </form>
      </div>
      {error && <ErrorState error={error} title="There is no such part" onRetry={refresh} />}
      {!data && !error && (
        <Loading label="Loading the settings">
          <Skeleton className="h-64" />
        </Loading>
      )}
      {data && data.children.length === 0 && (
        <SettingField key={at} path={at} about={data} schema={data.schema} draft={draft} mayEdit={mayEdit} />
      )}
      {data && data.children.length > 0 && found.length === 0 && (
        <EmptyState icon={Search} title="No setting here has these words">
          Look in another part, or write a whole path and press Enter.
        </EmptyState>
      )}
      <ul aria-label="Settings" className="divide-y rounded-lg border bg-surface empty:hidden">
        {found.map((child) => (
          <li key={child.path} className="px-3">
            {child.hasChildren && child.type !== "array" ? (
              <PartRow child={child} draft={draft} onOpen={open} />
            ) : (
              <SettingField
                path={child.path}
                about={child}
                schema={schemaBelow(data?.schema, child)}
                draft={draft}
                mayEdit={mayEdit}
              />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function PartRow({ child, draft, onOpen }: { child: ConfigChild; draft: ConfigDraft; onOpen: (path: string) => void }) {
  const isSet = draft.valueAt(pathOf(child.path)) !== undefined;
  const issues = issuesAt(draft.issues, child.path).length;
  return (
    <button
      type="button"
      onClick={() => onOpen(child.path)}
      className="flex min-h-12 w-full items-center gap-2 text-left text-sm hover:text-accent-text"
    >
      <span className="font-medium">{child.hint?.label ?? child.key}</span>
      {isSet && <Badge>Set</Badge>}
      {issues > 0 && <Badge tone="bad">{issues === 1 ? "1 issue" : `${issues} issues`}</Badge>}
      <span className="min-w-0 flex-1 truncate text-muted">{child.hint?.help}</span>
      <ChevronRight aria-hidden className="size-4 shrink-0 text-faint" />
    </button>
  );
}

function isAbout({ key, path, hint }: ConfigChild, words: string): boolean {
  return [key, path, hint?.label, hint?.help].some((text) => text?.toLowerCase().includes(words));
}
