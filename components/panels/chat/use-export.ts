"use client";

import { useCallback } from "react";
import { toast } from "@/components/ui/toast";
import { useGateway, useGatewayId } from "@/hooks/gateway-provider.tsx";
import { download, type ExportFormat, fileNameOf, formatTranscript, readTranscript } from "./export-transcript.ts";

const MIME_TYPES: Record<ExportFormat, string> = { markdown: "text/markdown", json: "application/json" };

/** Saves a session's whole transcript as a file. */
export function useExport(sessionKey: string, title: string): (format: ExportFormat) => Promise<void> {
  const { sendReq } = useGateway();
  const gateway = useGatewayId();
  return useCallback(
    async (format) => {
      try {
        const messages = await readTranscript((params) => sendReq("chat.history", params, { gateway }), sessionKey);
        download(formatTranscript(messages, title, format), fileNameOf(title, format), MIME_TYPES[format]);
      } catch (error) {
        await toast("The transcript was not exported", {
          tone: "bad",
          detail: error instanceof Error ? error.message : String(error),
        });
      }
    },
    [sendReq, gateway, sessionKey, title],
  );
}
