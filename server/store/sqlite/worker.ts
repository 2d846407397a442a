/** The thread that owns one SQLite connection. Commits and long reads block here, never the sockets' thread. */

import { parentPort, workerData } from "node:worker_threads";
import { MIGRATIONS } from "../migrations/all.ts";
import { Connection } from "./connection.ts";
import { faultOf } from "./faults.ts";
import { Inbox } from "./inbox.ts";
import type { FromThread, ThreadOptions } from "./thread-messages.ts";

if (parentPort) serve(parentPort, optionsOf(workerData));

function serve(port: NonNullable<typeof parentPort>, options: ThreadOptions): void {
  const post = (message: FromThread) => port.postMessage(message);
  const connection = open(options, post);
  if (!connection) {
    port.close();
    return;
  }
  const inbox = new Inbox(port);
  port.on("message", (message) => {
    inbox.add(message);
    for (let job = inbox.next(); job; job = inbox.next()) {
      const replies = options.mode === "write" ? connection.commitGroup(job, inbox) : [connection.read(job)];
      post({ kind: "done", replies });
    }
    if (!inbox.closing) return;
    connection.close();
    port.close();
  });
}

function open(options: ThreadOptions, post: (message: FromThread) => void): Connection | undefined {
  try {
    const connection = new Connection(options);
    const migrated = options.mode === "write" ? connection.migrate(MIGRATIONS) : undefined;
    post({ kind: "ready", migrated });
    return connection;
  } catch (error) {
    post({ kind: "refused", fault: faultOf(error) });
    return undefined;
  }
}

/** Only `SqliteThread` starts this file, and it gives a `ThreadOptions`. */
function optionsOf(data: unknown): ThreadOptions {
  return data as ThreadOptions;
}
