import type { Tone } from "@/components/ui/badge.tsx";
import type { UpdateAvailable, UpdateRun, UpdateRunResult, UpdateRunStatus } from "@/server/protocol/updates.ts";

/** What the end of a try is called, and how it looks. */
export const UPDATE_ENDS: Record<UpdateRunStatus, { label: string; tone: Tone }> = {
  running: { label: "Under way", tone: "accent" },
  succeeded: { label: "Went well", tone: "good" },
  failed: { label: "Failed", tone: "bad" },
  "rolled-back": { label: "Failed; the old version runs again", tone: "bad" },
  skipped: { label: "Nothing was changed", tone: "neutral" },
};

const PHASES: Record<string, string> = {
  requested: "waits to begin",
  staging: "fetches it",
  validating: "checks it",
  repairing: "repairs what was in its way",
  activating: "puts it in its place",
  restarting: "starts again",
  verifying: "sees whether it works",
};

/** What a try does now, in words. */
export function phaseWords({ phase }: Pick<UpdateRun, "phase">): string {
  return PHASES[phase] ?? phase;
}

const REASONS: Record<string, string> = {
  "container-image-install": "It runs from a container's image: fetch the newer image, and start it from that.",
  "unmanaged-package-install":
    "It was installed in a way that it cannot repeat by itself: install it again as it was installed first.",
  "external-supervisor-update-required": "Another program keeps it running: update it with that.",
  "package-update-requires-cli": "Run “openclaw update” on its machine.",
  "restart-disabled": "It may not start itself again: run “openclaw update” on its machine.",
  "restart-unavailable": "It cannot start itself again: run “openclaw update” on its machine, then start it.",
  "already-current": "It is the newest version already.",
  "managed-service-handoff-already-running": "Another update is under way.",
  "not-openclaw-root": "It does not find its own files: install it again on its machine.",
};

/** Why a try ended as it did, and what to do; undefined when the gateway gave no reason. */
export function reasonWords(reason: string | null | undefined): string | undefined {
  return reason ? (REASONS[reason] ?? `The gateway says: ${reason}.`) : undefined;
}

/** Why no update was begun; undefined when one was. */
export function whyNotBegun({ ok, message, result }: UpdateRunResult): string | undefined {
  if (ok) return undefined;
  return message ?? reasonWords(result?.reason) ?? "The gateway did not say why.";
}

/** "2026.9.7", "2026.9.6, 12 commits newer" */
export function newerWords({ latestVersion, commitsBehind }: UpdateAvailable): string {
  if (!commitsBehind) return latestVersion;
  return `${latestVersion}, ${commitsBehind} ${commitsBehind === 1 ? "commit" : "commits"} newer`;
}

/** "2026.9.6 → 2026.9.7", as far as it is known. */
export function versionsOf({ before, after, target }: Pick<UpdateRun, "before" | "after" | "target">): string {
  const to = after.version ?? target.version;
  return [before.version, to === before.version ? undefined : to].filter(Boolean).join(" → ");
}
