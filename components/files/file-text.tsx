import { CodeEditor } from "@/components/ui/code-editor.tsx";
import { type Draft, type DraftInput, textOf } from "./draft.ts";
import { languageOf } from "./file-language.ts";

/** The words themselves. Ctrl or ⌘ with S shows what would be saved. */
export function FileText({
  file,
  draft,
  send,
  readOnly,
}: {
  file: string;
  draft: Draft;
  send: (input: DraftInput) => void;
  readOnly: boolean;
}) {
  return (
    <CodeEditor
      label={`Text of ${file}`}
      language={languageOf(file)}
      value={textOf(draft)}
      readOnly={readOnly}
      onChange={(text) => send({ input: "type", text })}
      onSave={() => send({ input: "review" })}
      className="min-h-80 flex-1"
    />
  );
}
