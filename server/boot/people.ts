import { join } from "node:path";
import type { Logger } from "pino";
import type { Authority, Recognition } from "../auth/authority.ts";
import type { Budgets } from "../gateways/budgets.ts";
import type { Gateway } from "../gateways/gateway.ts";
import { openDeviceIdentity } from "../gateways/openclaw/device-identity.ts";
import { vaultDeviceTokens } from "../gateways/openclaw/device-tokens.ts";
import { OpenClawGateway } from "../gateways/openclaw/openclaw-gateway.ts";
import { FileResolver } from "../gateways/resolver-file.ts";
import { HttpResolver } from "../gateways/resolver-http.ts";
import { UserGateways } from "../gateways/user-gateways.ts";
import type { Vault } from "../gateways/vault.ts";
import type { Home } from "../home.ts";
import type { Hosting } from "../hosting.ts";
import type { Feeds } from "../hub/feeds.ts";
import type { PresenceBook } from "../hub/ports.ts";
import type { IdentityInfo, PrincipalInfo } from "../protocol/frames.ts";
import type { Settings } from "../settings.ts";
import { logBook } from "./log-book.ts";

/** Hosted mode: many people, each with a gateway of their own. */
export interface People {
  users: UserGateways;
  /** How they sign in. */
  identity: IdentityInfo;
}

/** The gateways of people, from where the configuration says. */
export async function openPeople(parts: {
  settings: Settings;
  hosting: Hosting;
  version: string;
  home: Home;
  logger: Logger;
  vault: Vault;
  embedded: Gateway;
}): Promise<People> {
  const { settings, hosting, version, home, logger, vault, embedded } = parts;
  const { source, publishableKey } = hosting;
  const identity = await openDeviceIdentity(join(home.dir, "device.pem"));
  const shared = {
    newLogBook: logBook,
    identity,
    deviceTokens: vaultDeviceTokens(vault),
    clientVersion: version,
    logger,
  };
  const users = new UserGateways({
    resolver: "file" in source ? new FileResolver(source.file, logger) : new HttpResolver(source),
    connect: (gatewayId, { url, token }) => {
      const gateway = new OpenClawGateway({ ...shared, gatewayId, name: gatewayId, url, token });
      gateway.wake();
      return gateway;
    },
    ...(settings["hosted.embedded"] && { shared: embedded }),
  });
  return { users, identity: { provider: "clerk", publishableKey } };
}

/** Whoever is recognised has a seat, so that it is known where their gateway stands before the first answer. */
export function seating(authority: Authority, users: UserGateways): Authority {
  async function seated(recognition: Recognition, connected: boolean): Promise<Recognition> {
    if (recognition.kind === "ok") await users.enter(recognition.principal, { connected });
    return recognition;
  }
  return {
    async fromRequest(request) {
      // A request has one answer only; a socket is told when the gateway is ready.
      return seated(await authority.fromRequest(request), request.headers.upgrade === undefined);
    },
    async fromToken(token): Promise<PrincipalInfo | undefined> {
      const principal = await authority.fromToken(token);
      if (principal) await users.enter(principal);
      return principal;
    },
  };
}

/** Keeps the gateway of each connected person connected; `shared` tells those of a gateway that all may see. */
export function holdingPresence(users: UserGateways, shared: PresenceBook | undefined): PresenceBook {
  const holds = new Map<string, () => void>();
  return {
    join(connectionId, facts) {
      holds.set(connectionId, users.hold(facts.user.id));
      shared?.join(connectionId, facts);
    },
    leave(connectionId) {
      holds.get(connectionId)?.();
      holds.delete(connectionId);
      shared?.leave(connectionId);
    },
  };
}

/** Logs the events of each person's gateway for as long as they are here; changes of budgets are told in the one they are of. */
export function followUsers(feeds: Feeds, users: UserGateways, budgets: Budgets): void {
  budgets.onChange((gateway) => feeds.get(gateway)?.append({ event: "budgets.changed", payload: { gateway } }));
  const following = new Map<string, () => void>();
  users.onChange((change) => {
    if (change.kind === "joined") {
      following.set(change.gateway.id, feeds.follow(change.gateway));
    } else {
      following.get(change.id)?.();
      following.delete(change.id);
    }
  });
}
