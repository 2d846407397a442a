import { join } from "node:path";
import type { Deed } from "./auth/audit-trail.ts";
import { BrowserSessions } from "./auth/browser-sessions.ts";
import { clientAddressIn } from "./auth/client-address.ts";
import { SignInCodes } from "./auth/sign-in-codes.ts";
import { holderIn, openAccess, watchful } from "./boot/access.ts";
import { openAuth, openHostedAuth, openKeeperAuth } from "./boot/auth.ts";
import { bind } from "./boot/bind.ts";
import { openEmbedded } from "./boot/embedded.ts";
import { openFleet } from "./boot/fleet.ts";
import { httpRoutes } from "./boot/http.ts";
import { openHub } from "./boot/hub.ts";
import { openPeople, seating } from "./boot/people.ts";
import type { Config } from "./config.ts";
import { Budgets } from "./gateways/budgets.ts";
import { Vault } from "./gateways/vault.ts";
import { releaseOnceIdle } from "./heap.ts";
import { openHome } from "./home.ts";
import { hostingOf } from "./hosting.ts";
import { HttpFront } from "./http/front.ts";
import { hostedSignInRoutes } from "./http/hosted-sign-in.ts";
import { hostCheck } from "./http/hosts.ts";
import { Pages } from "./http/next/pages.ts";
import { signInRoutes } from "./http/sign-in.ts";
import { site } from "./http/site.ts";
import { Uploads } from "./http/uploads.ts";
import { openLogs } from "./logs/logs.ts";
import { openStore } from "./store/sqlite.ts";

export interface MissionControlOptions extends Config {
  /** The project's folder, where the pages are. */
  root: string;
  version: string;
}

/** The running whole. */
export interface MissionControl {
  /** The address to open; `once`: it signs one browser in, within ten minutes. */
  readonly port: number;
  /** The port that an OpenClaw gateway of this machine has, when we took another because of it. */
  readonly yielded: number | undefined;
  signInUrl(): { address: string; once?: true };
  /** Stops in the reverse order of the start: sockets are told, runs end, the store is flushed. Idempotent. */
  close(reason: string): Promise<void>;
}

/**
 * Boots in this order: bind the addresses, hold the state folder, open log and store, start the gateway, serve. Whatever
 * fails takes down what stands already.
 * @throws ListenError, HomeError, RpcError STORAGE
 */
export async function openMissionControl(options: MissionControlOptions): Promise<MissionControl> {
  const started = performance.now();
  await using boot = new AsyncDisposableStack();
  const { settings, version } = options;

  const front = boot.adopt(new HttpFront(), (open) => open.close());
  const { port, yielded } = await bind(front, settings, options);
  const home = boot.adopt(await openHome(options.home), (held) => held.release());
  const logs = boot.adopt(openLogs({ dir: home.logsDir, level: settings["log.level"] }), (open) => open.close());
  const pagesLogger = logs.logger.child({ source: "pages" });
  const pages = boot.adopt(new Pages({ dir: options.root, dev: options.dev }, pagesLogger), (open) => open.close());
  const pagesReady = pages.start();
  pagesReady.catch(() => {});
  const store = boot.adopt(await openStore({ file: home.databaseFile, logger: logs.logger }), (open) => open.close());
  const uploads = new Uploads(home.uploadsDir);
  const vault = new Vault({ key: join(home.dir, "vault.key"), file: join(home.dir, "vault") });
  const embedded = boot.adopt(
    await openEmbedded({
      settings,
      version,
      home,
      store,
      logs,
      uploads,
      vault,
      root: options.root,
      file: options.file,
      overrides: options.overrides,
    }),
    (open) => open.close(),
  );

  const hosting = hostingOf(settings);
  const access = boot.adopt(await openAccess({ settings, store, logs, hosted: hosting !== undefined }), (open) =>
    open.close(),
  );
  const holderOf = holderIn(access);
  const note = (deed: Deed) => access.trail.note(deed);
  const codes = new SignInCodes();
  const sessions = new BrowserSessions(store.auth, port);
  const fleetParts = {
    settings,
    version,
    home,
    store,
    logger: logs.logger.child({ source: "fleet" }),
    vault,
    embedded,
    openclawConfig: options.openclawConfig,
    port,
  };
  const people = hosting && (await openPeople({ ...fleetParts, hosting }));
  if (people) boot.defer(() => people.users.close());
  const authority = watchful(
    people
      ? seating(await openHostedAuth(settings, hosting, port), people.users)
      : await openAuth(settings, home, sessions, {
          byToken: (token) => embedded.devices.principalOf(token) ?? access.tokens.byToken(token),
          holderOf,
        }),
    access.refusals,
  );
  const gateways = people ?? (await openFleet(fleetParts));
  if ("fleet" in gateways) boot.defer(() => gateways.fleet.close());
  const budgets = await Budgets.open(store.settings);
  const hub = await openHub({
    settings,
    logs,
    authority,
    embedded,
    gateways,
    budgets,
    access,
    sessions,
    pages,
    dev: options.dev,
  });
  boot.defer(() => hub.rooms.close());
  let reason = "the start failed";
  boot.defer(() => hub.endpoint.shutdown(reason));

  await pagesReady;
  const httpLogger = logs.logger.child({ source: "http" });
  front.serve({
    routes: [
      ...(people
        ? hostedSignInRoutes({ authority, note })
        : signInRoutes({
            codes,
            sessions,
            authority,
            holderOf,
            note,
            ended: (browser) => hub.connections.endBrowser(browser),
            refused: (address) => access.refusals.refused(address),
          })),
      ...httpRoutes({
        settings,
        version,
        authority,
        keeper: people ? await openKeeperAuth(settings, home) : authority,
        uploads: people && !settings["hosted.embedded"] ? undefined : uploads,
        note,
        refused: (address, what) => access.refusals.refused(address, what),
        hub,
        embedded,
      }),
    ],
    acceptsHost: hostCheck({ open: settings["auth.mode"] === "none", hosts: [settings.host] }),
    clientAddress: clientAddressIn(settings["gateway.trustedProxies"]),
    fallback: site({ authority, pages, dev: options.dev, identity: people?.identity }),
    upgrade: (request, socket, head) => hub.endpoint.handleUpgrade(request, socket, head),
    onError: (error, request) => httpLogger.error({ err: error, method: request.method }, "a request failed"),
  });
  boot.defer(() => front.drain());
  const bootMs = Math.round(performance.now() - started);
  logs.logger.child({ source: "main" }).info({ port, version, bootMs }, "ready");
  boot.defer(releaseOnceIdle(() => hub.connections.size === 0));

  const running = boot.move();
  let closing: Promise<void> | undefined;
  return {
    port,
    yielded,
    signInUrl: () => {
      const address = addressOf(settings.host, port);
      return people
        ? { address: settings["hosted.origin"] ?? address }
        : { address: `${address}/auth/sign-in?code=${codes.issue()}`, once: true };
    },
    close(why) {
      reason = why;
      closing ??= running.disposeAsync();
      return closing;
    },
  };
}

function addressOf(host: string, port: number): string {
  const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}
