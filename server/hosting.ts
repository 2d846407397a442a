import { clerkHost } from "./protocol/clerk-host.ts";
import type { Settings } from "./settings.ts";

/** What hosted mode stands on, once it is whole. */
export interface Hosting {
  publishableKey: string;
  key: { jwtKey: string } | { secretKey: string };
  source: { file: string } | { url: string; token: string | undefined };
}

/** Hosted mode as configured; undefined when this is one person's own Mission Control. */
export function hostingOf(settings: Settings): Hosting | undefined {
  const { "clerk.publishableKey": publishableKey, "clerk.jwtKey": jwtKey, "clerk.secretKey": secretKey } = settings;
  const { "hosted.gatewaysFile": file, "hosted.gatewaysUrl": url, "hosted.gatewaysToken": token } = settings;
  const key = jwtKey ? { jwtKey: jwtKey.replaceAll("\\n", "\n") } : secretKey && { secretKey };
  const source = file ? { file } : url && { url, token };
  return publishableKey && key && source ? { publishableKey, key, source } : undefined;
}

/** What is missing when hosted mode is half configured, in one sentence that says what to do. */
export function hostingFault(settings: Settings): string | undefined {
  const { "clerk.publishableKey": publishableKey, "clerk.jwtKey": jwtKey, "clerk.secretKey": secretKey } = settings;
  const { "hosted.gatewaysFile": file, "hosted.gatewaysUrl": url } = settings;
  if (!publishableKey && !jwtKey && !secretKey) {
    if (!file && !url) return undefined;
    return "Gateways of one's own are for hosted mode, which needs Clerk: set CLERK_PUBLISHABLE_KEY and CLERK_JWT_KEY, or leave MISSION_CONTROL_GATEWAYS_FILE and MISSION_CONTROL_GATEWAYS_URL out.";
  }
  if (!publishableKey) {
    return "Clerk is half configured: set CLERK_PUBLISHABLE_KEY too, or leave CLERK_JWT_KEY and CLERK_SECRET_KEY out.";
  }
  if (!namesHost(publishableKey)) {
    return "CLERK_PUBLISHABLE_KEY names no Clerk application: copy it again from Clerk's dashboard.";
  }
  if (!jwtKey && !secretKey) {
    return "Clerk is half configured: set CLERK_JWT_KEY too, the JWT public key of the same Clerk application, or leave CLERK_PUBLISHABLE_KEY out.";
  }
  if (!file && !url) {
    return "Hosted mode must know which gateway each person has: set MISSION_CONTROL_GATEWAYS_FILE or MISSION_CONTROL_GATEWAYS_URL.";
  }
  if (file && url) {
    return "Set MISSION_CONTROL_GATEWAYS_FILE or MISSION_CONTROL_GATEWAYS_URL, not both: a person's gateway comes from one place.";
  }
  if (settings["auth.mode"] === "none") {
    return "MISSION_CONTROL_AUTH=none lets everybody in without Clerk: leave it out, or leave Clerk's keys out.";
  }
  return undefined;
}

function namesHost(publishableKey: string): boolean {
  try {
    return clerkHost({ publishableKey }) !== "";
  } catch {
    return false;
  }
}
