import { CodeEditor } from "@/components/ui/code-editor.tsx";
import type { ConfigDraft } from "./use-config-draft.ts";

/** The document itself, with its comments. */
export function ConfigText({ draft, mayEdit }: { draft: ConfigDraft; mayEdit: boolean }) {
  return (
    <CodeEditor
      className="min-h-64 flex-1"
      label="Configuration, JSON5"
      language="json"
      value={draft.text}
      onChange={draft.setText}
      readOnly={!mayEdit || (draft.snapshot?.raw === null && draft.snapshot.exists)}
    />
  );
}
