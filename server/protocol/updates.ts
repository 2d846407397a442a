/** A version of a gateway that is newer than the one that runs. */
export interface UpdateAvailable {
  currentVersion: string;
  latestVersion: string;
  channel: string;
  /** Of a gateway that runs from its source. */
  commitsBehind?: number;
  /** The newest of them, at most five. */
  commits?: { sha: string; subject: string }[];
}

export type UpdateRunStatus = "running" | "succeeded" | "failed" | "rolled-back" | "skipped";

/** One try of a gateway to become another version. Times in milliseconds since 1970. */
export interface UpdateRun {
  runId: string;
  createdAtMs: number;
  updatedAtMs: number;
  phase: string;
  status: UpdateRunStatus;
  /** A word: `container-image-install`, `restart-disabled` … */
  reason: string | null;
  /** `nextAction`: what somebody should do, in a sentence. */
  origin: { nextAction?: string };
  target: { version?: string };
  before: { version?: string | null };
  after: { version?: string | null };
}

export interface UpdateStatusResult {
  updateAvailable: UpdateAvailable | null;
  activeRun?: UpdateRun;
  lastRun?: UpdateRun;
  effectiveChannel?: string;
}

/** `ok: false`: nothing was begun, and `message`, or the reason in `result`, says why. */
export interface UpdateRunResult {
  runId?: string;
  ok: boolean;
  code?: string;
  message?: string;
  result?: { status?: string; reason?: string };
}
