import { FileQuestion, FileX, Lock, type LucideIcon, Ruler } from "lucide-react";
import type { RpcError } from "@/server/protocol/errors.ts";
import type { WorkspaceFault } from "@/server/protocol/workspace.ts";

interface FaultWords {
  icon: LucideIcon;
  title: string;
  what: string;
}

const WORDS: Record<WorkspaceFault, FaultWords> = {
  workspace_path_not_found: {
    icon: FileX,
    title: "This folder is not there",
    what: "It may have been moved or deleted. Choose another one.",
  },
  workspace_file_not_found: {
    icon: FileX,
    title: "This file is not there",
    what: "It may have been moved or deleted. Choose another one on the left.",
  },
  workspace_path_invalid: {
    icon: Lock,
    title: "This is outside of the agent's folder",
    what: "Only what lies in the folder itself is shown, and nothing that git keeps for itself.",
  },
  workspace_file_too_large: {
    icon: Ruler,
    title: "This file is too large to show",
    what: "Open it on the gateway's machine.",
  },
  workspace_file_unsupported: {
    icon: FileQuestion,
    title: "This file is neither text nor a picture",
    what: "Open it on the gateway's machine.",
  },
};

/** Why a file is not shown, by the `type` that gateways give in an error's details; undefined for other errors. */
export function workspaceFault(error: RpcError | undefined): (FaultWords & { type: WorkspaceFault }) | undefined {
  const { details } = error ?? {};
  const type = typeof details === "object" && details !== null && "type" in details ? details.type : undefined;
  return isFault(type) ? { ...WORDS[type], type } : undefined;
}

function isFault(type: unknown): type is WorkspaceFault {
  return typeof type === "string" && Object.hasOwn(WORDS, type);
}
