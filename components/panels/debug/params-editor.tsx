import { type CompletionContext, completionKeymap } from "@codemirror/autocomplete";
import { linter, lintGutter } from "@codemirror/lint";
import { EditorState, type Extension, Prec } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { useEffectEvent, useMemo } from "react";
import CodeMirror from "@/components/ui/code-editor/code-mirror.tsx";
import type { JsonSchema } from "@/server/protocol/method-descriptions.ts";
import { completeParams } from "./params-completion.ts";
import { paramsFaults } from "./params-faults.ts";

export interface ParamsEditorProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Left out, names and values are neither offered nor checked. */
  schema: JsonSchema | undefined;
  /** Called by Ctrl or ⌘ with Enter. */
  onSend: () => void;
}

const CHECK_AFTER_MS = 250;

/** Where params are written: names and values are offered, and what is wrong is marked as one types, and told below. */
export default function ParamsEditor({ label, value, onChange, schema, onSend }: ParamsEditorProps) {
  const send = useEffectEvent(() => {
    onSend();
    return true;
  });
  const extension = useMemo(
    () => [Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => send() }])), assist(schema)],
    [schema],
  );
  const faults = useMemo(() => paramsFaults(value, schema), [value, schema]);
  return (
    <>
      <div className="relative h-48 overflow-hidden rounded-md border">
        <CodeMirror label={label} language="json" value={value} onChange={onChange} extension={extension} />
      </div>
      {faults.length > 0 && (
        <div role="status" aria-label="What is wrong" className="text-warn text-xs">
          <ul>
            {faults.map(({ from, message }) => (
              <li key={`${from} ${message}`}>{message}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function assist(schema: JsonSchema | undefined): Extension {
  const complete = (context: CompletionContext) => (schema ? completeParams(context, schema) : null);
  return [
    EditorState.languageData.of(() => [{ autocomplete: complete }]),
    keymap.of(completionKeymap),
    lintGutter(),
    linter(
      ({ state }) =>
        paramsFaults(state.doc.toString(), schema).map((fault) => ({ ...fault, severity: "error" as const })),
      { delay: CHECK_AFTER_MS },
    ),
  ];
}
