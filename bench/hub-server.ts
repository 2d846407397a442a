/**
 * The servers that `hub.ts` compares, one a process: this project's hub, and small ones that do the same with less.
 * Told what to do over IPC; says what it costs.
 */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { pino } from "pino";
import { Server as SocketIo } from "socket.io";
import { type WebSocket, WebSocketServer } from "ws";
import { controlDialect } from "../server/dialects/control.ts";
import { nativeDialect, nativeEvents } from "../server/dialects/native.ts";
import { SharedGateways } from "../server/gateways/directory.ts";
import { Connections } from "../server/hub/connections.ts";
import { Endpoint } from "../server/hub/endpoint.ts";
import { Feeds } from "../server/hub/feeds.ts";
import { frameText } from "../server/hub/framing.ts";
import { StageGateway } from "../server/hub/testing/stage-gateway.ts";
import { type PrincipalInfo, SCOPES } from "../server/protocol/frames.ts";
import { createDispatch } from "../server/rpc/dispatch.ts";
import { createFaults } from "../server/rpc/faults.ts";
import { hubMethods } from "../server/rpc/own-methods.ts";

export const KINDS = ["ours", "ws-once", "ws-batch", "socket.io"] as const;
export type Kind = (typeof KINDS)[number];

export type Order = { emit: unknown } | { remember: unknown; times: number } | { cost: true };

export interface Cost {
  cpuMicros: number;
  rssBytes: number;
  heapBytes: number;
  /** Connections that the server ended because they read too slowly or answered nothing; ours alone says. */
  cutOff: number;
}

type Emit = (payload: unknown) => void;
type Remember = Emit;

const EVENT = "chat";
const RING_STEP = 256;

if (process.send) await serve(process.argv[2] as Kind);

async function serve(kind: Kind): Promise<void> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { emit, remember, cutOff = () => 0 } = open(kind, server);
  // Nobody measures any more.
  process.on("disconnect", () => process.exit());
  process.on("message", (order: Order) => {
    if ("emit" in order) emit(order.emit);
    else if ("remember" in order) for (let n = 0; n < order.times; n += 1) remember(order.remember);
    else process.send?.({ cost: { ...cost(), cutOff: cutOff() } });
  });
  process.send?.({ port: (server.address() as AddressInfo).port });
}

interface Driven {
  emit: Emit;
  remember: Remember;
  cutOff?: () => number;
}

function open(kind: Kind, server: Server): Driven {
  switch (kind) {
    case "ours":
      return ours(server);
    case "ws-once":
      return plainWs(server, (sockets, text) => {
        for (const ws of sockets) ws.send(text);
      });
    case "ws-batch":
      return batchedWs(server);
    case "socket.io":
      return socketIo(server);
  }
}

function ours(server: Server): Driven {
  const principal: PrincipalInfo = { id: "bench", name: "Bench", scopes: [...SCOPES] };
  const gateway = new StageGateway();
  const directory = new SharedGateways([gateway]);
  const logger = pino({ level: "info" }, { write() {} });
  const shapeFault = createFaults({ logger });
  const feeds = new Feeds({ onFault: (error) => logger.error(error), newEpoch: () => "bench" });
  feeds.follow(gateway);
  const connections = new Connections(feeds);
  const unlimited = { burst: 1e9, perSecond: 1e9 };
  const endpoint = new Endpoint({
    routes: [
      {
        matches: (path) => path === "/ws",
        dialects: [nativeDialect(), controlDialect({ events: nativeEvents })],
        greeting: true,
      },
    ],
    feeds,
    connections,
    access: directory,
    authenticator: { fromRequest: async () => ({ kind: "ok", principal }), fromToken: async () => principal },
    dispatch: createDispatch({
      directory,
      ownMethods: hubMethods({ directory, hub: connections }),
      shapeFault,
      logger,
    }),
    shapeFault,
    logger,
    limits: { connectionRate: unlimited, principalRate: unlimited },
  });
  server.on("upgrade", (request, socket, head) => endpoint.handleUpgrade(request, socket, head));
  const emit = (payload: unknown) => gateway.emit(EVENT, payload);
  const { counters } = connections;
  return { emit, remember: emit, cutOff: () => counters.slowConsumers + counters.silentPeers };
}

/** Answers every message with itself; a first message `resume` with what it remembers, one send each. */
function plainWs(server: Server, send: (sockets: Set<WebSocket>, text: string) => void) {
  const sockets = new Set<WebSocket>();
  const remembered: string[] = [];
  const wss = new WebSocketServer({ server, perMessageDeflate: false, clientTracking: false });
  wss.on("connection", (ws) => {
    sockets.add(ws);
    ws.on("close", () => sockets.delete(ws));
    ws.on("message", (data, isBinary) => {
      if (data.toString().includes('"resume"')) for (const text of remembered) ws.send(text);
      else ws.send(data, { binary: isBinary });
    });
  });
  const encode = (payload: unknown) => JSON.stringify(eventOf(payload));
  return {
    emit: (payload: unknown) => send(sockets, encode(payload)),
    remember: (payload: unknown) => void remembered.push(encode(payload)),
  };
}

/** Frames once and writes once a client a tick; remembers frames and replays them by the hundred. */
function batchedWs(server: Server) {
  const sockets = new Set<Socket>();
  const ring: Buffer[] = [];
  let pending: Buffer[] = [];
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false, clientTracking: false });
  server.on("upgrade", (request, socket: Socket, head) => {
    wss.handleUpgrade(request, socket, head, (ws) => {
      sockets.add(socket);
      ws.on("close", () => sockets.delete(socket));
      ws.on("message", () => {
        for (let at = 0; at < ring.length; at += RING_STEP) socket.write(Buffer.concat(ring.slice(at, at + RING_STEP)));
      });
    });
  });
  const encode = (payload: unknown) => frameText(JSON.stringify(eventOf(payload)));
  const flush = () => {
    const [first] = pending;
    const bytes = pending.length === 1 && first ? first : Buffer.concat(pending);
    pending = [];
    for (const socket of sockets) socket.write(bytes);
  };
  return {
    emit(payload: unknown) {
      if (pending.length === 0) setImmediate(flush);
      pending.push(encode(payload));
    },
    remember: (payload: unknown) => void ring.push(encode(payload)),
  };
}

function socketIo(server: Server): { emit: Emit; remember: Remember } {
  const io = new SocketIo(server, { transports: ["websocket"], perMessageDeflate: false, serveClient: false });
  const remembered: unknown[] = [];
  io.on("connection", (socket) => {
    socket.on("resume", () => {
      for (const payload of remembered) socket.emit(EVENT, payload);
    });
  });
  return {
    emit: (payload) => void io.emit(EVENT, payload),
    remember: (payload) => void remembered.push(payload),
  };
}

let seq = 0;

/** As long as ours. */
function eventOf(payload: unknown): object {
  seq += 1;
  return { type: "event", event: EVENT, payload, gateway: "embedded", epoch: "bench", seq };
}

function cost(): Omit<Cost, "cutOff"> {
  const { user, system } = process.cpuUsage();
  collectGarbage();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { cpuMicros: user + system, rssBytes: rss, heapBytes: heapUsed + external };
}

/** Memory is compared after a collection, so that what is measured is what is held. */
function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
}
