import { join } from "node:path";
import type { Logger } from "pino";
import { ADMIN } from "../auth/authority.ts";
import { Fleet } from "../gateways/fleet.ts";
import type { Gateway } from "../gateways/gateway.ts";
import { openDeviceIdentity } from "../gateways/openclaw/device-identity.ts";
import { vaultDeviceTokens } from "../gateways/openclaw/device-tokens.ts";
import { LocalFinder } from "../gateways/openclaw/local-finder.ts";
import { OpenClawGateway } from "../gateways/openclaw/openclaw-gateway.ts";
import { probe } from "../gateways/openclaw/probe.ts";
import { PooledGateway } from "../gateways/pooled.ts";
import type { Vault } from "../gateways/vault.ts";
import type { Home } from "../home.ts";
import type { Finder, Probe } from "../rpc/gateway-methods.ts";
import type { Settings } from "../settings.ts";
import type { Store } from "../store/contract.ts";
import { logBook } from "./log-book.ts";

/** The id of the gateway that the configuration names. */
const CONFIGURED = "default";

/** The embedded gateway and the remote ones, those from the configuration and those that were added. */
export async function openFleet(parts: {
  settings: Settings;
  version: string;
  home: Home;
  store: Store;
  logger: Logger;
  vault: Vault;
  embedded: Gateway;
  /** OpenClaw's own config file on this machine. */
  openclawConfig: string;
  port: number;
}): Promise<{ fleet: Fleet; probe: Probe; finder: Finder }> {
  const { settings, version, home, store, logger, vault, embedded, openclawConfig, port } = parts;
  const identity = await openDeviceIdentity(join(home.dir, "device.pem"));
  const shared = {
    newLogBook: logBook,
    identity,
    deviceTokens: vaultDeviceTokens(vault),
    clientVersion: version,
    logger,
  };
  const url = settings["openclaw.url"];
  const fleet = await Fleet.open({
    embedded,
    settings: store.settings,
    vault,
    connect: ({ id, name, url }, token) =>
      new PooledGateway(new OpenClawGateway({ ...shared, gatewayId: id, name, url, token })),
    forgetDevice: shared.deviceTokens.clear,
    ...(url && { configured: { id: CONFIGURED, name: new URL(url).host, url, token: settings["openclaw.token"] } }),
  });
  return {
    fleet,
    probe: async ({ url, token, id }) =>
      probe({ ...shared, url, token: token ?? (id === undefined ? undefined : fleet.tokenFor({ id, url })) }),
    finder: new LocalFinder({
      configFile: openclawConfig,
      ownPort: port,
      probe: (target) => probe({ ...shared, ...target }),
      known: () => fleet.list(ADMIN).flatMap(({ url }) => url ?? []),
      add: (found) => fleet.add(found),
    }),
  };
}
