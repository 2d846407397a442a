import type { DevicePairRequest, PairedDevice } from "@/server/protocol/devices.ts";

type Facts = Pick<DevicePairRequest, "deviceId" | "platform" | "deviceFamily" | "clientId" | "remoteIp"> & {
  displayName?: string;
};

/** What a device is called: by a person, by its program, else by the beginning of its id. */
export function nameOf({ displayName, clientId, deviceId }: Facts): string {
  return displayName || clientId || deviceId.slice(0, 12);
}

/** "darwin · Mac · 10.0.0.7": what is known of it, in one line. */
export function factsOf({ platform, deviceFamily, remoteIp }: Omit<Facts, "deviceId">): string {
  return [platform, deviceFamily, remoteIp].filter(Boolean).join(" · ");
}

/** A right without what all of them begin with. */
export function shortScope(scope: string): string {
  return scope.replace(/^operator\./, "");
}

/** The token that lets it in now; undefined when it has none. */
export function liveToken({
  tokens,
}: Partial<Pick<PairedDevice, "tokens">>): PairedDevice["tokens"][number] | undefined {
  return tokens?.find(({ revokedAtMs }) => revokedAtMs === undefined);
}

/** Its token was taken away, and it got no other. */
export function isRevoked(device: Partial<Pick<PairedDevice, "tokens">>): boolean {
  return !liveToken(device) && (device.tokens?.length ?? 0) > 0;
}
