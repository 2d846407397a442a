import { type ClientOptions, GatewayClient } from "../client.ts";
import { ManualClock } from "./manual-clock.ts";
import { MemorySocket } from "./memory-socket.ts";

/** A client whose sockets, clock, chance and network are the test's. */
export function clientBench(options: Partial<ClientOptions> = {}) {
  const clock = new ManualClock();
  const sockets: MemorySocket[] = [];
  const faults: unknown[] = [];
  const signals = new Set<(signal: "online" | "offline" | "visible") => void>();
  const world = { online: true, random: 0.5, lastId: 0 };
  const client = new GatewayClient({
    openSocket: () => {
      const socket = new MemorySocket();
      sockets.push(socket);
      return socket;
    },
    clock,
    random: () => world.random,
    newId: () => {
      world.lastId += 1;
      return `id-${world.lastId}`;
    },
    signals: {
      isOnline: () => world.online,
      on: (listener) => {
        signals.add(listener);
        return () => void signals.delete(listener);
      },
    },
    onFault: (error) => faults.push(error),
    ...options,
  });
  return {
    client,
    clock,
    sockets,
    faults,
    world,
    /** How many listen to the network and the tab. */
    listening: () => signals.size,
    signal: (signal: "online" | "offline" | "visible") => {
      if (signal !== "visible") world.online = signal === "online";
      for (const listener of [...signals]) listener(signal);
    },
    /** The socket that was opened last. */
    socket: (): MemorySocket => {
      const last = sockets.at(-1);
      if (!last) throw new Error("no socket was opened");
      return last;
    },
    /** Connected and greeted. */
    ready() {
      client.connect();
      this.socket().greet();
      return this;
    },
  };
}
