import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import createNextServer from "next";
import { releaseSpareMemory } from "../../heap.ts";

/** What the thread is told at its start. */
export interface WorkerData {
  dir: string;
  dev: boolean;
}

/** What the thread says once it serves: the loopback port. */
export interface WorkerReady {
  port: number;
}

const { dir, dev } = workerData as WorkerData;
const server = createServer();
// All connections are this process's own, which keeps them: one that is ended here as it is taken up again fails its request.
server.keepAliveTimeout = 0;
server.listen(0, "127.0.0.1");
await new Promise((resolve) => server.once("listening", resolve));
const { port } = server.address() as AddressInfo;

const app = createNextServer({ dir, dev, hostname: "127.0.0.1", port, httpServer: server });
await app.prepare();
const handle = app.getRequestHandler();
server.on("request", (request, response) => void handle(request, response));

parentPort?.postMessage({ port } satisfies WorkerReady);
if (!dev) releaseSpareMemory();
