import { newKey, socketClient, timers } from "../socket-client.ts";
import { SocketHost } from "./socket-host.ts";

/** The worker's own part of the global object, which the types of pages lack. */
interface SharedWorkerScope {
  onconnect: ((event: MessageEvent) => void) | null;
}

const host = new SocketHost({
  makeClient: (signals, onFault) => socketClient({ signals, onFault }),
  clock: timers,
  locks: navigator.locks,
  newId: newKey,
});

scope().onconnect = ({ ports }) => {
  for (const port of ports) void host.attach(port);
};

/** This file runs in a `SharedWorker` alone. */
function scope(): SharedWorkerScope {
  return globalThis as unknown as SharedWorkerScope;
}
