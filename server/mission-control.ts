import { type Authority, localAuthority, openAuthority } from "./auth/authority.ts";
import { BrowserSessions } from "./auth/browser-sessions.ts";
import { openLocalToken } from "./auth/local-token.ts";
import { SignInCodes } from "./auth/sign-in-codes.ts";
import type { Config } from "./config.ts";
import { controlDialect } from "./dialects/control.ts";
import { nativeDialect, nativeEvents } from "./dialects/native.ts";
import { createEmbeddedGateway, type EmbeddedGateway } from "./embedded/gateway.ts";
import { createAgentRunner } from "./embedded/runs/run.ts";
import { SharedGateways } from "./gateways/directory.ts";
import { type Home, openHome } from "./home.ts";
import { HttpFront } from "./http/front.ts";
import { hostCheck } from "./http/hosts.ts";
import { Pages } from "./http/next/pages.ts";
import { signInRoutes } from "./http/sign-in.ts";
import { site } from "./http/site.ts";
import { Uploads, uploadRoute } from "./http/uploads.ts";
import { Connections } from "./hub/connections.ts";
import { Endpoint } from "./hub/endpoint.ts";
import { Feeds } from "./hub/feeds.ts";
import { type Logs, openLogs } from "./logs/logs.ts";
import { createDispatch } from "./rpc/dispatch.ts";
import { createFaults } from "./rpc/faults.ts";
import { hubMethods } from "./rpc/own-methods.ts";
import type { Settings } from "./settings.ts";
import type { Store } from "./store/contract.ts";
import { openStore } from "./store/sqlite.ts";

export interface MissionControlOptions extends Config {
  /** The project's folder, where the pages are. */
  root: string;
  version: string;
}

/** The running whole. */
export interface MissionControl {
  /** An address that signs one browser in, once, within ten minutes. */
  signInUrl(): string;
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
  const { settings } = options;

  const front = boot.adopt(new HttpFront(), (open) => open.close());
  const port = await bind(front, settings);
  const home = boot.adopt(await openHome(options.home), (held) => held.release());
  const logs = boot.adopt(openLogs({ dir: home.logsDir, level: settings["log.level"] }), (open) => open.close());
  const pagesLogger = logs.logger.child({ source: "pages" });
  const pages = boot.adopt(new Pages({ dir: options.root, dev: options.dev }, pagesLogger), (open) => open.close());
  const pagesReady = pages.start();
  pagesReady.catch(() => {});
  const store = boot.adopt(
    await openStore({ file: home.databaseFile, logger: logs.logger.child({ source: "store" }) }),
    (open) => open.close(),
  );
  const uploads = new Uploads(home.uploadsDir);
  const embedded = boot.adopt(await openEmbedded({ options, home, store, logs, uploads }), (open) => open.close());

  const codes = new SignInCodes();
  const sessions = new BrowserSessions(store.auth, port);
  const authority = await openAuth(settings, home, sessions);
  const { endpoint, feeds } = openHub({ settings, logs, authority, embedded, pages, dev: options.dev });
  boot.defer(feeds.follow(embedded));
  let reason = "the start failed";
  boot.defer(() => endpoint.shutdown(reason));

  await pagesReady;
  const httpLogger = logs.logger.child({ source: "http" });
  front.serve({
    routes: [...signInRoutes({ codes, sessions, authority }), uploadRoute(uploads, authority)],
    acceptsHost: hostCheck({ open: settings["auth.mode"] === "none", hosts: [settings.host] }),
    fallback: site({ authority, pages, dev: options.dev }),
    upgrade: (request, socket, head) => endpoint.handleUpgrade(request, socket, head),
    onError: (error, request) => httpLogger.error({ err: error, method: request.method }, "a request failed"),
  });
  boot.defer(() => front.drain());
  const bootMs = Math.round(performance.now() - started);
  logs.logger.child({ source: "main" }).info({ port, version: options.version, bootMs }, "ready");

  const running = boot.move();
  let closing: Promise<void> | undefined;
  return {
    signInUrl: () => `${addressOf(settings.host, port)}/auth/sign-in?code=${codes.issue()}`,
    close(why) {
      reason = why;
      closing ??= running.disposeAsync();
      return closing;
    },
  };
}

/** The main port, then the further listeners. */
async function bind(front: HttpFront, settings: Settings): Promise<number> {
  const port = await front.listen(settings.host, settings.port);
  for (const listener of settings.listeners) await front.listen(listener.host ?? settings.host, listener.port);
  return port;
}

async function openAuth(settings: Settings, home: Home, sessions: BrowserSessions): Promise<Authority> {
  if (settings["auth.mode"] === "none") return openAuthority;
  const token = await openLocalToken(home.tokenFile, settings["auth.token"]);
  return localAuthority({ token, sessions, urlTokens: settings["auth.urlTokens"] });
}

async function openEmbedded(parts: {
  options: MissionControlOptions;
  home: Home;
  store: Store;
  logs: Logs;
  uploads: Uploads;
}): Promise<EmbeddedGateway> {
  const { options, home, store, logs, uploads } = parts;
  const { settings, version } = options;
  // The runner is needed to build the gateway whose methods its tools call.
  let gateway: EmbeddedGateway | undefined;
  const runner = createAgentRunner({
    models: modelsOf(settings),
    logger: logs.logger.child({ source: "run" }),
    host: () => {
      if (!gateway) throw new Error("a run began before its gateway was open");
      return gateway.toolHost;
    },
  });
  gateway = await createEmbeddedGateway({
    store,
    logs,
    logger: logs.logger.child({ source: "gateway" }),
    home: home.dir,
    runner,
    uploads,
    config: { concurrentRuns: settings["limits.concurrentRuns"], version },
  });
  return gateway;
}

/** A key alone means the provider's own address. */
function modelsOf(settings: Settings) {
  const { "models.openai.baseUrl": baseUrl, "models.openai.apiKey": apiKey } = settings;
  const { "models.anthropic.apiKey": anthropicKey, "models.anthropic.baseUrl": anthropicUrl } = settings;
  return {
    ...((baseUrl || apiKey) && { openai: { baseUrl: baseUrl ?? "https://api.openai.com/v1", apiKey } }),
    ...((anthropicKey || anthropicUrl) && { anthropic: { apiKey: anthropicKey, baseUrl: anthropicUrl } }),
    defaultModel: settings["models.default"],
  };
}

function openHub(parts: {
  settings: Settings;
  logs: Logs;
  authority: Authority;
  embedded: EmbeddedGateway;
  pages: Pages;
  dev: boolean;
}): { endpoint: Endpoint; feeds: Feeds } {
  const { settings, logs, authority, embedded, pages, dev } = parts;
  const logger = logs.logger.child({ source: "hub" });
  const shapeFault = createFaults({ logger });
  const feeds = new Feeds({ onFault: (error) => logger.error({ err: error }, "an event could not be delivered") });
  const connections = new Connections(feeds);
  const directory = new SharedGateways([embedded]);
  const dispatch = createDispatch({
    directory,
    ownMethods: hubMethods({ directory, hub: connections }),
    shapeFault,
    logger,
  });
  const path = settings["gateway.path"];
  const endpoint = new Endpoint({
    routes: settings["gateway.enabled"]
      ? [
          {
            matches: (asked) => asked === path,
            dialects: [nativeDialect(), controlDialect({ events: nativeEvents })],
            greeting: true,
          },
        ]
      : [],
    feeds,
    connections,
    access: directory,
    authenticator: authority,
    dispatch,
    shapeFault,
    logger,
    allowedOrigins: settings["auth.allowedOrigins"],
    ...(dev && { otherwise: (request, socket, head) => pages.upgrade(request, socket, head) }),
  });
  return { endpoint, feeds };
}

function addressOf(host: string, port: number): string {
  const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}
