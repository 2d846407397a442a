import type { Tone } from "@/components/ui/badge.tsx";
import type {
  ModelAuthProfile,
  ModelAuthProvider,
  ModelAuthState,
  ModelProbeStatus,
  ModelsProbeResult,
} from "@/server/protocol/model-auth.ts";

/** What a state is called, and how it looks. */
export const AUTH_STATES: Record<ModelAuthState, { label: string; tone: Tone }> = {
  ok: { label: "Signed in", tone: "good" },
  static: { label: "Has a key", tone: "good" },
  expiring: { label: "Expires soon", tone: "warn" },
  expired: { label: "Expired", tone: "bad" },
  missing: { label: "No key", tone: "bad" },
};

const KINDS: Record<ModelAuthProfile["type"], string> = { api_key: "API key", token: "Token", oauth: "Sign-in" };

const SOURCES: Record<string, string> = {
  saved: "kept by the gateway",
  config: "kept by the gateway",
  inherited: "kept by the gateway",
  external: "kept by another program",
};

/** "API key, kept by the gateway", "Sign-in, ada@example.com, kept by another program" */
export function profileWords({ type, email, displayName, source = "" }: ModelAuthProfile): string {
  return [KINDS[type], email ?? displayName, SOURCES[source]].filter(Boolean).join(", ");
}

/** Where a key stands that is none of the profiles; undefined when there is none. */
export function keyPlace({ apiKey }: Pick<ModelAuthProvider, "apiKey">): string | undefined {
  if (!apiKey) return undefined;
  if (apiKey.source === "config") return "API key, in the gateway's configuration";
  return apiKey.envVar
    ? `API key, from ${apiKey.envVar} in the gateway's environment`
    : "API key, from the gateway's environment";
}

/** Whether it has a key that the gateway can forget; one of its environment can be taken away there alone. */
export function hasRemovableKey({ apiKey, profiles }: Pick<ModelAuthProvider, "apiKey" | "profiles">): boolean {
  return apiKey?.source === "config" || profiles.some((each) => each.type === "api_key" && each.logoutSupported);
}

/** Sign-ins and tokens that the gateway can forget. */
export function removableSignIns({ profiles }: Pick<ModelAuthProvider, "profiles">): ModelAuthProfile[] {
  return profiles.filter(({ type, logoutSupported }) => type !== "api_key" && logoutSupported);
}

const FAILURES: Record<Exclude<ModelProbeStatus, "ok">, string> = {
  auth: "The provider refused the key: replace it.",
  rate_limit: "The provider takes no more requests for now: try again later.",
  billing: "The provider says that something is to be paid: look at your account there.",
  timeout: "The provider did not answer in time.",
  format: "The provider did not take the request: the model or the address may be wrong.",
  unknown: "The provider could not be reached, or failed.",
  no_model: "No model of this provider is set up, so that nothing could be tried.",
};

/** What came of a probe. */
export interface Found {
  tone: "good" | "bad" | "muted";
  says: string;
}

/** What a probe found, in words; that nothing could be tried is no fault of the key. */
export function probeWords({ status, latencyMs }: ModelsProbeResult): Found {
  if (status !== "ok") return { tone: status === "no_model" ? "muted" : "bad", says: FAILURES[status] };
  const took = latencyMs === undefined ? "" : ` in ${(latencyMs / 1_000).toFixed(1)} s`;
  return { tone: "good", says: `A model answered${took}` };
}
