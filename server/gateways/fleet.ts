import { randomUUID } from "node:crypto";
import { RpcError } from "../protocol/errors.ts";
import type { PrincipalInfo } from "../protocol/frames.ts";
import { isSameHost } from "../protocol/gateway-host.ts";
import type { SettingsStore } from "../store/contract.ts";
import { type GatewayDirectory, usable } from "./directory.ts";
import type { Gateway, Unsubscribe } from "./gateway.ts";
import type { Vault } from "./vault.ts";

const RECORDS = "gateways";
const MOST_GATEWAYS = 100;

/** A remote gateway as it is kept; its token lies in the vault. */
export interface GatewayRecord {
  id: string;
  name: string;
  url: string;
}

interface Kept {
  records: GatewayRecord[];
  defaultId?: string;
}

export interface FleetOptions {
  embedded: Gateway;
  settings: SettingsStore;
  vault: Vault;
  /** Opens the connection to a remote gateway. */
  connect(record: GatewayRecord, token: string | undefined): Gateway;
  /** From the configuration: it is the default, and cannot be removed here. */
  configured?: GatewayRecord & { token?: string };
  /** Forgets what a gateway handed out to this device; called once it is closed, to stand elsewhere or nowhere. */
  forgetDevice?(id: string): void;
}

/**
 * The embedded gateway and any number of remote ones, the same for everybody who may sign in. Additions are kept;
 * a gateway that is down does not hold up another.
 */
export class Fleet implements GatewayDirectory {
  readonly #options: FleetOptions;
  readonly #gateways = new Map<string, Gateway>();
  readonly #attendances = new Set<Attendance>();
  readonly #listeners = new Set<(change: FleetChange) => void>();
  #kept: Kept = { records: [] };
  /** Changes are made one after the other: each begins with what the one before it has left. */
  #changing: Promise<unknown> = Promise.resolve();

  private constructor(options: FleetOptions) {
    this.#options = options;
  }

  /** Reads what is kept and begins to connect for a while, whoever comes; resolves without waiting for anybody. */
  static async open(options: FleetOptions): Promise<Fleet> {
    const fleet = new Fleet(options);
    fleet.#kept = keptOf(await options.settings.get(RECORDS));
    const { embedded, configured } = options;
    fleet.#gateways.set(embedded.id, embedded);
    if (configured) fleet.#gateways.set(configured.id, options.connect(configured, configured.token));
    for (const record of fleet.#kept.records) {
      if (!fleet.#gateways.has(record.id)) fleet.#gateways.set(record.id, fleet.#connect(record));
    }
    for (const gateway of fleet.#gateways.values()) {
      fleet.#watch(gateway);
      touch(gateway);
    }
    return fleet;
  }

  /**
   * Somebody is here: whatever they may use is kept connected until the returned function is called, gateways that are
   * added meanwhile, too. Calling that again does nothing.
   */
  attend(principal: PrincipalInfo): Unsubscribe {
    const attendance: Attendance = { principal, holds: new Map() };
    this.#attendances.add(attendance);
    for (const gateway of this.list(principal)) hold(attendance, gateway);
    return () => {
      this.#attendances.delete(attendance);
      for (const release of attendance.holds.values()) release();
      attendance.holds.clear();
    };
  }

  resolve(principal: PrincipalInfo, id?: string): Gateway {
    const gateway = id === undefined ? this.defaultFor(principal) : this.#gateways.get(id);
    if (!gateway) throw new RpcError("NOT_FOUND", `There is no gateway "${id}": ask gateways.list which there are.`);
    // Who comes without a connection that holds it wakes it for the next call.
    if (gateway.status.state !== "ready") touch(gateway);
    return usable(gateway);
  }

  list(principal: PrincipalInfo): readonly Gateway[] {
    const first = this.defaultFor(principal);
    return [first, ...[...this.#gateways.values()].filter((gateway) => gateway !== first)];
  }

  defaultFor(_principal: PrincipalInfo): Gateway {
    const { embedded, configured } = this.#options;
    return this.#gateways.get(this.#kept.defaultId ?? configured?.id ?? embedded.id) ?? embedded;
  }

  /** Called when a gateway joined, left, or changed its state. */
  onChange(listener: (change: FleetChange) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** @throws RpcError RATE_LIMITED past a hundred gateways */
  add({ name, url, token }: { name: string; url: string; token?: string }): Promise<Gateway> {
    return this.#change(async () => {
      if (this.#gateways.size >= MOST_GATEWAYS) {
        throw new RpcError("RATE_LIMITED", `There are ${MOST_GATEWAYS} gateways already: remove one first.`);
      }
      const record = { id: randomUUID(), name, url };
      await this.#keep({ ...this.#kept, records: [...this.#kept.records, record] });
      this.#keepToken(record.id, token);
      return this.#join(this.#connect(record));
    });
  }

  /**
   * The token that is kept for a gateway, for a try at this address.
   * @throws RpcError INVALID_REQUEST when the token was given for another host: it goes nowhere else
   */
  tokenFor({ id, url }: { id: string; url: string }): string | undefined {
    const { configured, vault } = this.#options;
    const isConfigured = id === configured?.id;
    const known = isConfigured ? configured.url : this.#kept.records.find((kept) => kept.id === id)?.url;
    const token = isConfigured ? configured.token : vault.get(secretOf(id));
    if (!token || known === undefined) return undefined;
    if (isSameHost(known, url)) return token;
    throw elsewhere(known, url);
  }

  /**
   * Fields that are left out stay; an empty token is forgotten. What was given for one host is never sent to another.
   * @throws RpcError NOT_FOUND, INVALID_REQUEST
   */
  update(id: string, { token, ...changes }: { name?: string; url?: string; token?: string }): Promise<Gateway> {
    return this.#change(async () => {
      const before = this.#recordOf(id);
      const after = { ...before, ...changes };
      if (token === undefined) this.tokenFor({ id, url: after.url });
      let now = before;
      await this.#leave(id);
      try {
        // Only now: as long as it is connected it hands out more. And before the address is another one.
        if (!isSameHost(before.url, after.url)) this.#forget(id);
        await this.#keep({ ...this.#kept, records: this.#kept.records.map((kept) => (kept.id === id ? after : kept)) });
        now = after;
        this.#keepToken(id, token);
      } catch (error) {
        this.#join(this.#connect(now));
        throw error;
      }
      return this.#join(this.#connect(now));
    });
  }

  /** @throws RpcError NOT_FOUND, INVALID_REQUEST */
  remove(id: string): Promise<void> {
    return this.#change(async () => {
      this.#recordOf(id);
      const records = this.#kept.records.filter((record) => record.id !== id);
      await this.#keep({ records, ...(this.#kept.defaultId !== id && { defaultId: this.#kept.defaultId }) });
      await this.#leave(id);
      this.#forget(id);
    });
  }

  /** @throws RpcError NOT_FOUND */
  setDefault(id: string): Promise<void> {
    return this.#change(async () => {
      if (!this.#gateways.has(id)) throw new RpcError("NOT_FOUND", `There is no gateway "${id}".`);
      await this.#keep({ ...this.#kept, defaultId: id });
      this.#say({ kind: "changed", id });
    });
  }

  /** Closes the remote gateways; the embedded one is closed by whoever opened it. Idempotent. */
  async close(): Promise<void> {
    this.#listeners.clear();
    const remote = [...this.#gateways.values()].filter((gateway) => gateway !== this.#options.embedded);
    await Promise.allSettled(remote.map((gateway) => gateway.close()));
  }

  #connect(record: GatewayRecord): Gateway {
    return this.#options.connect(record, this.#options.vault.get(secretOf(record.id)));
  }

  #recordOf(id: string): GatewayRecord {
    const record = this.#kept.records.find((kept) => kept.id === id);
    if (record) return record;
    if (!this.#gateways.has(id)) throw new RpcError("NOT_FOUND", `There is no gateway "${id}".`);
    throw new RpcError("INVALID_REQUEST", `The gateway "${id}" is not kept here: change it in the configuration.`);
  }

  #change<Result>(make: () => Promise<Result>): Promise<Result> {
    const change = this.#changing.then(make);
    this.#changing = change.catch(() => {});
    return change;
  }

  /** Forgets all that a host may see of it: its token, and what it handed out to this device. */
  #forget(id: string): void {
    this.#options.vault.delete(secretOf(id));
    this.#options.forgetDevice?.(id);
  }

  #keepToken(id: string, token: string | undefined): void {
    if (token) this.#options.vault.put(secretOf(id), token);
    else if (token === "") this.#options.vault.delete(secretOf(id));
  }

  async #keep(kept: Kept): Promise<void> {
    await this.#options.settings.put(RECORDS, kept);
    this.#kept = kept;
  }

  #join(gateway: Gateway): Gateway {
    this.#gateways.set(gateway.id, gateway);
    this.#watch(gateway);
    touch(gateway);
    for (const attendance of this.#attendances) {
      if (this.list(attendance.principal).includes(gateway)) hold(attendance, gateway);
    }
    this.#say({ kind: "joined", id: gateway.id, gateway });
    return gateway;
  }

  async #leave(id: string): Promise<void> {
    const gateway = this.#gateways.get(id);
    this.#gateways.delete(id);
    for (const { holds } of this.#attendances) holds.delete(id);
    this.#say({ kind: "left", id });
    await gateway?.close();
  }

  #watch(gateway: Gateway): void {
    gateway.onStatus(() => this.#say({ kind: "changed", id: gateway.id }));
  }

  #say(change: FleetChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}

/** Somebody who is here, and what that keeps connected. */
interface Attendance {
  principal: PrincipalInfo;
  holds: Map<string, Unsubscribe>;
}

function hold({ holds }: Attendance, gateway: Gateway): void {
  const release = gateway.hold?.();
  if (release) holds.set(gateway.id, release);
}

/** Wakes a gateway that rests; it rests again soon unless somebody holds it. */
function touch(gateway: Gateway): void {
  gateway.hold?.()();
}

export type FleetChange =
  | { kind: "joined"; id: string; gateway: Gateway }
  | { kind: "left"; id: string }
  | { kind: "changed"; id: string };

function elsewhere(known: string, url: string): RpcError {
  const [from, to] = [known, url].map((address) => new URL(address).host);
  const message = `The kept token was given for ${from} (${new URL(known).protocol}) and goes nowhere else: enter the token of ${to}, or an empty one to connect without.`;
  return new RpcError("INVALID_REQUEST", message, { details: { field: "token" } });
}

function secretOf(id: string): string {
  return `gateway:${id}`;
}

/** Written by {@link Fleet} alone. */
function keptOf(value: unknown): Kept {
  return typeof value === "object" && value !== null && "records" in value ? (value as Kept) : { records: [] };
}
