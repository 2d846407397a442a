import { Button } from "@/components/ui/button.tsx";
import { Callout } from "@/components/ui/states.tsx";
import type { ConfigDraft } from "./use-config-draft.ts";

/** What is wrong with the document, and whether somebody else has changed it. */
export function ConfigNotices({ draft }: { draft: ConfigDraft }) {
  const { snapshot, isStale, fault, issues, parsed } = draft;
  const warnings = snapshot?.warnings ?? [];
  const hasNotice = isStale || fault || issues.length > 0 || warnings.length > 0 || !parsed || !snapshot?.exists;
  if (!hasNotice) return null;
  return (
    <div className="grid gap-2 px-4 pt-4">
      {isStale && (
        <Callout tone="warn" className="flex flex-wrap items-center gap-2">
          <span className="flex-1">Somebody saved another version since your changes began.</span>
          <Button size="sm" onClick={draft.discard}>
            Take theirs
          </Button>
          <Button size="sm" onClick={draft.keepMine}>
            Compare mine with it
          </Button>
        </Callout>
      )}
      {!isStale && fault && <Callout tone="bad">{fault.message}</Callout>}
      {!parsed && (
        <Callout tone="bad">The text is not JSON5: mend it in the JSON5 view, or discard the changes.</Callout>
      )}
      {issues.map(({ path, message }) => (
        <Callout key={`${path} ${message}`} tone="bad">
          {path && <code className="font-mono text-xs">{path} </code>}
          {message}
        </Callout>
      ))}
      {warnings.map(({ path, message }) => (
        <Callout key={`${path} ${message}`} tone="warn">
          <code className="font-mono text-xs">{path}</code> {message}
        </Callout>
      ))}
      {!snapshot?.exists && <Callout>There is no file yet: everything has its default. Saving makes it.</Callout>}
    </div>
  );
}
