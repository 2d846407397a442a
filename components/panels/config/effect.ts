import type { ConfigEffect } from "@/server/protocol/configuration.ts";

/** What a save comes to, in words. A gateway that does not tell leaves the sentence out. */
export function effectOf({ applied = [], needRestart = [] }: Partial<ConfigEffect>): string {
  const parts = [
    applied.length > 0 && `In force at once: ${applied.join(", ")}.`,
    needRestart.length > 0 && `After a restart: ${needRestart.join(", ")}.`,
  ];
  return parts.filter(Boolean).join(" ");
}
