import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import type { EventName, GatewayEvent, GatewayEvents } from "../../protocol/events.ts";
import type { LogEntry } from "../../protocol/logs.ts";
import type { Method, ParamsOf, ResultOf } from "../../protocol/methods.ts";
import type { Store } from "../../store/contract.ts";
import { openStore } from "../../store/sqlite.ts";
import { createEmbeddedGateway, type EmbeddedGateway, type EmbeddedGatewayOptions } from "../gateway.ts";
import type { LogBuffer, ShowsLine } from "../logs.ts";
import { type Script, ScriptedRunner } from "./scripted-runner.ts";

/** A gateway on a real store in a folder of its own, with all it has said so far. */
export interface TestGateway {
  gateway: EmbeddedGateway;
  runner: ScriptedRunner;
  store: Store;
  home: string;
  logs: TestLogs;
  events: GatewayEvent[];
  call<M extends Method>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>>;
  /** Sends words to a session, `main` unless named. */
  send(message: string, more?: Partial<ParamsOf<"chat.send">>): Promise<ResultOf<"chat.send">>;
  /** The payloads of one kind of event so far. */
  heard<Name extends EventName>(name: Name): GatewayEvents[Name][];
  /** The `chat` events of a run so far. */
  chat(runId: string): GatewayEvents["chat"][];
  /** The next event, past or to come, that fits. */
  until<Name extends EventName>(
    name: Name,
    fits: (payload: GatewayEvents[Name]) => boolean,
  ): Promise<GatewayEvents[Name]>;
  /** The end of a run, past or to come. */
  ended(runId: string): Promise<GatewayEvents["chat"]>;
  /** Closes the gateway but not the store: another one may be opened on it. */
  close(): Promise<void>;
}

export interface TestGatewayOptions extends Partial<Omit<EmbeddedGatewayOptions, "runner" | "logs">> {
  script?: Script;
}

export const MAIN_KEY = "agent:main:main";
const ENDS = new Set(["final", "aborted", "error"]);

export async function openTestGateway({ script, ...options }: TestGatewayOptions = {}): Promise<TestGateway> {
  const home = options.home ?? (await temporaryFolder());
  const store = options.store ?? (await temporaryStore(home));
  const runner = new ScriptedRunner(script);
  const logs = new TestLogs();
  const gateway = await createEmbeddedGateway({
    logger: pino({ level: "silent" }),
    ...options,
    store,
    home,
    logs: { buffer: logs },
    runner,
  });
  onTestFinished(() => gateway.close());

  const events: GatewayEvent[] = [];
  const waiting = new Set<() => void>();
  gateway.onEvent((event) => {
    events.push(event);
    for (const look of [...waiting]) look();
  });
  const heard = <Name extends EventName>(name: Name) =>
    events.filter((event) => event.event === name).map(payloadOf<Name>);
  const until = <Name extends EventName>(name: Name, fits: (payload: GatewayEvents[Name]) => boolean) =>
    new Promise<GatewayEvents[Name]>((resolve) => {
      const look = () => {
        const found = heard(name).find(fits);
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  const call = async <M extends Method>(method: M, params: ParamsOf<M>) =>
    (await gateway.call(method, params, {
      principal: { id: "t", name: "t", scopes: ["operator.admin"] },
    })) as ResultOf<M>;
  let sends = 0;
  return {
    gateway,
    runner,
    store,
    home,
    logs,
    events,
    call,
    heard,
    until,
    send: (message, more) => {
      sends += 1;
      return call("chat.send", { sessionKey: MAIN_KEY, message, idempotencyKey: `run-${sends}`, ...more });
    },
    chat: (runId) => heard("chat").filter((event) => event.runId === runId),
    ended: (runId) => until("chat", (event) => event.runId === runId && ENDS.has(event.state)),
    close: () => gateway.close(),
  };
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "embedded-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function temporaryStore(home: string, maxBytes?: number): Promise<Store> {
  const store = await openStore({ file: join(home, "store.db"), maxBytes });
  onTestFinished(() => store.close());
  return store;
}

/** Lines that a test writes itself. */
export class TestLogs implements LogBuffer {
  /** JSON, as `tail` gives it. */
  lines = ['{"msg":"one"}'];
  readonly listeners = new Set<(entry: LogEntry) => void>();

  tail() {
    return { file: "test.log", cursor: 1, size: 1, lines: this.lines };
  }

  async search(_params: ParamsOf<"logs.search">, shown: ShowsLine = () => true) {
    const raws = this.lines.filter((raw) => shown({ raw, time: 1 }));
    const entries = raws.map((msg): LogEntry => ({ cursor: 0, time: 1, level: "info", source: "test", msg }));
    return { entries, searched: 1, truncated: false };
  }

  onEntry(listener: (entry: LogEntry) => void) {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}

/** `heard` has looked at the name. */
function payloadOf<Name extends EventName>(event: GatewayEvent): GatewayEvents[Name] {
  return event.payload as GatewayEvents[Name];
}
