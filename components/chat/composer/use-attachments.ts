import { useState } from "react";
import type { SentFile } from "@/server/protocol/sent-files.ts";
import { type Attachment, fromSent, readAttachments } from "./attachments.ts";

export interface Attachments {
  files: readonly Attachment[];
  /** Why the last ones could not be taken. */
  error: string | undefined;
  isReading: boolean;
  add: (files: readonly File[]) => Promise<void>;
  /** Puts files that were sent before those that are there. */
  putBack: (sent: readonly SentFile[]) => void;
  remove: (id: string) => void;
  clear: () => void;
}

/** The files of the message that is being written. */
export function useAttachments(): Attachments {
  const [files, setFiles] = useState<readonly Attachment[]>([]);
  const [error, setError] = useState<string>();
  const [isReading, setReading] = useState(false);
  return {
    files,
    error,
    isReading,
    add: async (added) => {
      if (added.length === 0) return;
      setReading(true);
      setError(undefined);
      try {
        const read = await readAttachments(added, files);
        setFiles((before) => [...before, ...read]);
      } catch (cause) {
        setError(cause instanceof Error ? cause.message : String(cause));
      } finally {
        setReading(false);
      }
    },
    putBack: (sent) => setFiles((before) => [...fromSent(sent), ...before]),
    remove: (id) => setFiles((before) => before.filter((file) => file.id !== id)),
    clear: () => {
      setFiles([]);
      setError(undefined);
    },
  };
}
