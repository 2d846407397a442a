import { json } from "@codemirror/lang-json";
import { markdown } from "@codemirror/lang-markdown";
import { type EditorState, type Extension, RangeSetBuilder, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import { highlight } from "../highlight.ts";

/** Longer texts of a language that CodeMirror does not parse stay plain: colouring would hold up typing. */
export const MAX_COLOURED_CHARS = 60_000;

/** The colours of a language; none for one that is not known. */
export function languageExtension(name: string): Extension {
  switch (name) {
    case "json":
      return json();
    case "markdown":
      return markdown();
    case "text":
      return [];
    default:
      return colouredBy(name);
  }
}

/** Colours by highlight.js, which knows more languages than there are parsers for CodeMirror. */
function colouredBy(language: string): Extension {
  return StateField.define<DecorationSet>({
    create: (state) => marks(state, language),
    update: (known, { docChanged, state }) => (docChanged ? marks(state, language) : known),
    provide: (field) => EditorView.decorations.from(field),
  });
}

function marks({ doc }: EditorState, language: string): DecorationSet {
  const spans = doc.length > MAX_COLOURED_CHARS ? undefined : highlight(doc.toString(), language);
  const builder = new RangeSetBuilder<Decoration>();
  let at = 0;
  for (const { text, className } of spans ?? []) {
    const end = at + text.length;
    if (className && text) builder.add(at, end, Decoration.mark({ class: className }));
    at = end;
  }
  return builder.finish();
}
