import type { ReactNode } from "react";
import { Picture } from "@/components/chat/picture.tsx";
import { FileBar } from "@/components/files/file-bar.tsx";
import { byteSize } from "@/components/ui/format.ts";
import type { WorkspaceFile } from "@/server/protocol/workspace.ts";

/** A picture of the folder, as large as it is or as fits. */
export function PictureFile({
  file,
  backHref,
  actions,
}: {
  file: WorkspaceFile;
  backHref: string;
  actions: ReactNode;
}) {
  return (
    <section aria-label={file.path} className="flex h-full min-h-0 flex-col">
      <FileBar file={file.path} note={`${file.mimeType} · ${byteSize(file.size)}`} backHref={backHref}>
        {actions}
      </FileBar>
      <div className="grid min-h-0 flex-1 place-items-center overflow-hidden bg-sunken p-4">
        <Picture
          src={`data:${file.mimeType};base64,${file.content}`}
          alt={file.name}
          className="max-h-full max-w-full rounded-sm object-contain"
        />
      </div>
    </section>
  );
}
