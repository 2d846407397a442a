import type { ReactNode } from "react";
import { CodeEditor } from "@/components/ui/code-editor.tsx";
import type { WorkspaceFile } from "@/server/protocol/workspace.ts";
import { FileBar } from "./file-bar.tsx";
import { languageOf } from "./file-language.ts";
import { LookSwitch, useLook } from "./look.tsx";
import { RenderedText } from "./rendered-text.tsx";

/** A text that the gateway shows but does not let be written. */
export function ReadOnlyFile({
  file,
  backHref,
  actions,
}: {
  file: WorkspaceFile;
  backHref: string;
  actions?: ReactNode;
}) {
  const look = useLook(file.path);
  return (
    <section aria-label={file.path} className="flex h-full min-h-0 flex-col">
      <FileBar file={file.path} note="Read only on this gateway" backHref={backHref}>
        <LookSwitch file={file.path} textLabel="Text" />
        {actions}
      </FileBar>
      {look === "read" ? (
        <RenderedText text={file.content} />
      ) : (
        <CodeEditor
          label={`Text of ${file.path}`}
          language={languageOf(file.path)}
          value={file.content}
          readOnly
          className="min-h-80 flex-1"
        />
      )}
    </section>
  );
}
