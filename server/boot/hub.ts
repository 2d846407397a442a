import type { Authority } from "../auth/authority.ts";
import { ADMIN } from "../auth/authority.ts";
import type { BrowserSessions } from "../auth/browser-sessions.ts";
import { addressOf } from "../auth/client-address.ts";
import { channelsDialect } from "../dialects/channels.ts";
import { controlDialect } from "../dialects/control.ts";
import { jsonrpcDialect } from "../dialects/jsonrpc.ts";
import { nativeDialect, nativeEvents } from "../dialects/native.ts";
import { MAX_PAYLOAD } from "../dialects/openclaw/hello.ts";
import { Lockout } from "../dialects/openclaw/lockout.ts";
import { openclawDialect } from "../dialects/openclaw.ts";
import { roomOfPath } from "../dialects/rooms/room-name.ts";
import { roomsDialect } from "../dialects/rooms.ts";
import { NODE_METHODS } from "../embedded/devices/node-seat.ts";
import type { EmbeddedGateway } from "../embedded/gateway.ts";
import type { Budgets } from "../gateways/budgets.ts";
import type { Fleet } from "../gateways/fleet.ts";
import type { Gateway } from "../gateways/gateway.ts";
import type { Pages } from "../http/next/pages.ts";
import { Connections } from "../hub/connections.ts";
import { Endpoint } from "../hub/endpoint.ts";
import { Feeds } from "../hub/feeds.ts";
import type { EventSource } from "../hub/ports.ts";
import type { Logs } from "../logs/logs.ts";
import { deedOf } from "../rpc/audited-calls.ts";
import { budgetMethods } from "../rpc/budget-methods.ts";
import { containerMethod, noFleetMethods } from "../rpc/container-method.ts";
import { describeMethod } from "../rpc/describe-method.ts";
import { createDispatch, type Dispatch } from "../rpc/dispatch.ts";
import { createFaults, type ShapeFault } from "../rpc/faults.ts";
import { type Finder, gatewayMethods, type Probe } from "../rpc/gateway-methods.ts";
import { requireScope } from "../rpc/methods.ts";
import type { Call } from "../rpc/own-method.ts";
import { hubMethods } from "../rpc/own-methods.ts";
import { Runs } from "../rpc/runs.ts";
import type { Settings } from "../settings.ts";
import { type Access, openAccessMethods } from "./access.ts";
import { followUsers, holdingPresence, type People } from "./people.ts";
import { openRooms } from "./rooms.ts";

/** What answers calls, and who is connected. */
export interface Hub {
  endpoint: Endpoint;
  connections: Connections;
  dispatch: Dispatch;
  runs: Runs;
  shapeFault: ShapeFault;
  /** Ends what rooms watch, and the bus; the sockets are gone by then. */
  rooms: { close(): Promise<void> };
}

/** The WebSocket endpoint over the event logs of all gateways. */
export async function openHub(parts: {
  settings: Settings;
  logs: Logs;
  authority: Authority;
  embedded: EmbeddedGateway;
  /** The same gateways for everybody, or to each their own. */
  gateways: { fleet: Fleet; probe: Probe; finder: Finder } | People;
  budgets: Budgets;
  access: Access;
  /** Browsers that are signed in here. */
  sessions: BrowserSessions;
  pages: Pages;
  dev: boolean;
}): Promise<Hub> {
  const { settings, logs, authority, embedded, gateways, budgets, access, sessions, pages, dev } = parts;
  const logger = logs.logger.child({ source: "hub" });
  const shapeFault = createFaults({ logger });
  const feeds = new Feeds({ onFault: (error) => logger.error({ err: error }, "an event could not be delivered") });
  const connections = new Connections(feeds);
  const people = "users" in gateways ? gateways : undefined;
  const directory = "users" in gateways ? gateways.users : gateways.fleet;
  const isEmbeddedShown = people === undefined || settings["hosted.embedded"];
  if ("fleet" in gateways) {
    followFleet(feeds, gateways.fleet, embedded, budgets);
  } else {
    followUsers(feeds, gateways.users, budgets);
    if (isEmbeddedShown) feeds.follow(embedded);
  }
  const entrance = openAccessMethods({
    access,
    sessions,
    connections,
    directory,
    feeds,
    presence: people
      ? holdingPresence(people.users, isEmbeddedShown ? embedded.presence : undefined)
      : embedded.presence,
  });
  const handlers = [
    ...hubMethods({ directory, hub: connections, apart: people !== undefined }),
    containerMethod((principal) => people?.users.container(principal) ?? { state: "ready", since: 0 }),
    ...("fleet" in gateways ? gatewayMethods(gateways) : noFleetMethods),
    ...budgetMethods({ directory, budgets }),
    ...entrance.methods,
  ];
  const ownMethods = [
    ...handlers,
    describeMethod({ directory, own: handlers, embeddedParams: (name) => embedded.paramsSchema(name) }),
  ];
  const onAnswered = (call: Call, outcome: string) => {
    const deed = deedOf(call, outcome);
    if (deed) access.trail.note(deed);
  };
  const dispatch = createDispatch({ directory, ownMethods, shapeFault, logger, onAnswered });
  const runs = new Runs({ dispatch, directory });
  const defaultGateway = () => ("fleet" in gateways ? gateways.fleet.defaultFor(ADMIN) : embedded);
  const rooms = await openRooms({
    settings,
    logger: logs.logger,
    shapeFault,
    dispatch,
    runs,
    embedded,
    defaultGateway,
  });
  const control = controlDialect({ events: nativeEvents });
  const openclaw = openclawDialect({
    hostOf: (peer) => {
      const { id, version = "", methods } = people ? directory.resolve(peer.principal()) : embedded;
      const names = ownMethods.map((own) => own.name);
      return { gateway: id, version, methods: [...methods, ...names, ...(people ? [] : NODE_METHODS)] };
    },
    requireScope(principal, method) {
      try {
        requireScope(principal, method);
      } catch (error) {
        onAnswered({ principal, method, params: undefined }, "FORBIDDEN");
        throw error;
      }
    },
    // Devices are the embedded gateway's: people who sign in have none.
    ...(!people && {
      knock: (device) => embedded.devices.knock(device),
      joinNode: (deviceId, facts, send) => embedded.nodes.join(deviceId, facts, send),
    }),
    badTokens: new Lockout({ limit: 10, windowMs: 60_000, lockMs: 5 * 60_000, now: Date.now }),
  });
  embedded.devices.onEnded((principalId) => connections.end(principalId));
  const path = settings["gateway.path"];
  const endpoint = new Endpoint({
    routes: settings["gateway.enabled"]
      ? [
          {
            matches: (asked) => asked === path,
            dialects: [jsonrpcDialect(), nativeDialect(), channelsDialect({ shapeFault }), control],
            greeting: true,
          },
          {
            // Rooms are the embedded gateway's: where nobody sees that one, there are none.
            matches: (asked) => isEmbeddedShown && roomOfPath(asked) !== undefined,
            dialects: [roomsDialect(rooms.rooms), control],
            greeting: false,
          },
          {
            matches: (asked) => asked === "/",
            dialects: [openclaw],
            alone: openclaw,
            greeting: false,
            frameBytes: MAX_PAYLOAD,
            // The dialect itself ends who says nothing, a little earlier.
            authenticationMs: 20_000,
          },
        ]
      : [],
    feeds,
    connections,
    access: directory,
    presence: entrance.presence,
    ...("fleet" in gateways && { attendance: gateways.fleet }),
    authenticator: authority,
    identity: people?.identity,
    dispatch,
    shapeFault,
    logger,
    addressOf,
    browserOf: ({ headers }) => sessions.nameOf(headers.cookie),
    allowedOrigins: settings["auth.allowedOrigins"],
    ...(dev && { otherwise: (request, socket, head) => pages.upgrade(request, socket, head) }),
  });
  return { endpoint, connections, dispatch, runs, shapeFault, rooms };
}

/**
 * Logs the events of each gateway for as long as it belongs to the fleet. A change of a gateway is told in its own log,
 * so that those hear of it who may see it; when its log begins anew, they learn of the new epoch by that.
 */
function followFleet(feeds: Feeds, fleet: Fleet, embedded: Gateway, budgets: Budgets): void {
  const following = new Map<string, () => void>();
  const follow = (gateway: Gateway) => following.set(gateway.id, feeds.follow(gateway));
  const tell = (id: string, changed: string) =>
    feeds.get(id)?.append({ event: "gateways.changed", payload: { id: changed } });
  for (const gateway of fleet.list(ADMIN)) if (gateway !== embedded) follow(gateway);
  feeds.follow(withBudgets(embedded, budgets));
  fleet.onChange((change) => {
    const { id } = change;
    switch (change.kind) {
      case "joined":
        follow(change.gateway);
        return tell(id, id);
      case "changed":
        return tell(id, id);
      case "left":
        following.get(id)?.();
        following.delete(id);
        // Its own log has gone with it.
        return tell(embedded.id, id);
    }
  });
}

/** Changes of budgets are told in the embedded gateway's log: it is always there. */
function withBudgets(embedded: Gateway, budgets: Budgets): EventSource {
  return {
    id: embedded.id,
    onEvent(listener) {
      const ends = [
        embedded.onEvent(listener),
        budgets.onChange((gateway) => listener({ event: "budgets.changed", payload: { gateway } })),
      ];
      return () => {
        for (const end of ends) end();
      };
    },
  };
}
