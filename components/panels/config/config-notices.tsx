import { Callout } from "@/components/ui/states.tsx";
import { ConfigConflict, ConfigMerged } from "./config-conflict.tsx";
import type { ConfigDraft } from "./use-config-draft.ts";

/** What is wrong with the document, and whether somebody else has changed it. */
export function ConfigNotices({ draft }: { draft: ConfigDraft }) {
  const { snapshot, isStale, merged, fault, issues, parsed } = draft;
  const warnings = snapshot?.warnings ?? [];
  const hasNotice =
    isStale || merged || fault || issues.length > 0 || warnings.length > 0 || !parsed || !snapshot?.exists;
  if (!hasNotice) return null;
  return (
    <div className="grid gap-2 px-4 pt-4">
      {isStale && <ConfigConflict draft={draft} />}
      {!isStale && merged && <ConfigMerged merged={merged} onClose={draft.forgetMerged} />}
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
