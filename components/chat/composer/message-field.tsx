import { type KeyboardEvent, type Ref, useImperativeHandle, useLayoutEffect, useRef } from "react";

const MAX_HEIGHT_PX = 280;

export interface MessageFieldHandle {
  focus: () => void;
}

/** The text field of the composer: grows with its text, takes pasted files. */
export function MessageField(props: {
  ref?: Ref<MessageFieldHandle>;
  value: string;
  placeholder: string;
  /** The open list of commands, and the chosen one in it. */
  menu: { id: string; activeId: string } | undefined;
  onChange: (text: string) => void;
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  onFiles: (files: File[]) => void;
}) {
  const { value, menu } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(props.ref, () => ({ focus: () => focusAtEnd(field.current) }), []);
  useLayoutEffect(() => resize(field.current, value), [value]);
  return (
    <textarea
      ref={field}
      rows={1}
      value={value}
      placeholder={props.placeholder}
      aria-label="Message"
      aria-autocomplete="list"
      aria-controls={menu?.id}
      aria-activedescendant={menu?.activeId}
      onChange={(event) => props.onChange(event.target.value)}
      onKeyDown={props.onKeyDown}
      onPaste={(event) => {
        const files = [...event.clipboardData.files];
        if (files.length === 0) return;
        event.preventDefault();
        props.onFiles(files);
      }}
      className="field-sizing-content block max-h-[40dvh] min-h-10 w-full resize-none bg-transparent px-3 py-2.5 leading-relaxed outline-none placeholder:text-faint max-sm:text-base"
    />
  );
}

/** As high as its text, in browsers that do not do that by themselves. */
function resize(element: HTMLTextAreaElement | null, text: string): void {
  if (!element || CSS.supports("field-sizing", "content")) return;
  element.style.height = "auto";
  if (text) element.style.height = `${Math.min(MAX_HEIGHT_PX, element.scrollHeight)}px`;
}

function focusAtEnd(element: HTMLTextAreaElement | null): void {
  element?.focus();
  element?.setSelectionRange(element.value.length, element.value.length);
}
