import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { useEffect, useEffectEvent, useId, useRef } from "react";
import { languageExtension } from "./language.ts";
import { codeMirrorSetup } from "./setup.ts";

export interface CodeMirrorProps {
  /** The text; a change from outside replaces what stands there. */
  value: string;
  onChange?: (value: string) => void;
  /** `json`, `markdown`, a name that highlight.js knows, or anything else for plain text. */
  language?: string;
  /** What a screen reader calls it. */
  label: string;
  readOnly?: boolean;
  /** Whether long lines go on in the next one. Default true. */
  wrap?: boolean;
  /** Called by Ctrl or ⌘ with S. */
  onSave?: () => void;
  /** What the editor can do besides; it goes before what it does anyway. Kept by identity. */
  extension?: Extension;
}

const NOTHING: Extension = [];

/** CodeMirror as a controlled field. */
export default function CodeMirror(props: CodeMirrorProps) {
  const { value, language = "text", label, readOnly = false, wrap = true, extension = NOTHING } = props;
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const parts = useRef({ language: new Compartment(), access: new Compartment(), more: new Compartment() });
  const noteId = useId();
  // The editor knows lines, not how they end: a file keeps the ends that it has.
  const isDos = value.includes("\r\n");
  const changed = useEffectEvent((text: string) => props.onChange?.(isDos ? text.replaceAll("\n", "\r\n") : text));
  const save = useEffectEvent(() => {
    props.onSave?.();
    return true;
  });
  const initial = useEffectEvent(() => value);

  useEffect(() => {
    const { language: languagePart, access, more } = parts.current;
    const editor = new EditorView({
      parent: parent.current ?? undefined,
      state: EditorState.create({
        doc: initial(),
        extensions: [
          more.of([]),
          keymap.of([{ key: "Mod-s", preventDefault: true, run: save }]),
          codeMirrorSetup(),
          languagePart.of([]),
          access.of([]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !update.transactions.some((one) => one.isUserEvent("set"))) {
              changed(update.state.doc.toString());
            }
          }),
        ],
      }),
    });
    view.current = editor;
    // Lines have another height once the page's own font is there.
    document.fonts?.ready.then(() => editor.requestMeasure());
    return () => {
      editor.destroy();
      view.current = null;
    };
  }, []);

  useEffect(() => {
    view.current?.dispatch({ effects: parts.current.more.reconfigure(extension) });
  }, [extension]);

  useEffect(() => {
    view.current?.dispatch({ effects: parts.current.language.reconfigure(languageExtension(language)) });
  }, [language]);

  useEffect(() => {
    view.current?.dispatch({
      effects: parts.current.access.reconfigure([
        EditorState.readOnly.of(readOnly),
        EditorView.editable.of(!readOnly),
        EditorView.contentAttributes.of({
          "aria-label": label,
          "aria-readonly": String(readOnly),
          ...(readOnly ? { tabindex: "0" } : { "aria-describedby": noteId }),
        }),
        wrap ? EditorView.lineWrapping : [],
      ]),
    });
  }, [label, readOnly, wrap, noteId]);

  useEffect(() => {
    const editor = view.current;
    const text = value.replaceAll("\r\n", "\n");
    if (!editor || editor.state.doc.toString() === text) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text }, userEvent: "set" });
  }, [value]);

  return (
    <>
      <div ref={parent} className="absolute inset-0" />
      <p id={noteId} hidden>
        Tab indents. Press Escape, then Tab, to leave.
      </p>
    </>
  );
}
