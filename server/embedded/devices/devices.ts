import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { DevicePairListResult, DevicePairRequest, DeviceRole, PairedDevice } from "../../protocol/devices.ts";
import { RpcError } from "../../protocol/errors.ts";
import { allows, type PrincipalInfo, SCOPES, type Scope } from "../../protocol/frames.ts";
import type { SettingsStore } from "../../store/contract.ts";
import { Announcer, type Emit } from "../event-bus.ts";
import type { Clock } from "../runs/contract.ts";

/** A device whose proof has been checked: who it is and what it asks for. */
export type Knock = Pick<
  DevicePairRequest,
  | "deviceId"
  | "publicKey"
  | "displayName"
  | "platform"
  | "deviceFamily"
  | "clientId"
  | "clientMode"
  | "role"
  | "scopes"
  | "caps"
  | "commands"
  | "remoteIp"
>;

export type Admission =
  /** `token` is new, and the device's only one. */
  { state: "paired"; token: string } | { state: "pending"; requestId: string; reason: "not-paired" | "scope-upgrade" };

/** A paired device with the hash of its token, SHA-256 hex; none when it was revoked. */
interface Kept extends Omit<PairedDevice, "tokens"> {
  token?: { hash: string; scopes: string[]; createdAtMs: number };
  revokedAtMs?: number;
}

export const MAX_DEVICES = 200;
export const MAX_PENDING = 50;
/** How long a request waits for an answer, in milliseconds. */
export const PENDING_MS = 5 * 60_000;
const KEY = "devices";

/** Devices that come with a key of their own instead of the shared token: who asks, and who was let in. */
export class Devices {
  readonly #store: SettingsStore;
  readonly #emit: Emit;
  readonly #clock: Clock;
  readonly #ended: Announcer<string>;
  #paired: readonly Kept[];
  #pending: readonly DevicePairRequest[] = [];
  /** When devices left, as far as it is not written down yet. */
  readonly #left = new Map<string, number>();
  /** Changes are made one after the other. */
  #changing: Promise<unknown> = Promise.resolve();

  static async open(options: {
    store: SettingsStore;
    emit: Emit;
    clock: Clock;
    onFault: (error: unknown) => void;
  }): Promise<Devices> {
    return new Devices(options, keptOf(await options.store.get(KEY)));
  }

  private constructor(
    options: { store: SettingsStore; emit: Emit; clock: Clock; onFault: (error: unknown) => void },
    paired: readonly Kept[],
  ) {
    this.#store = options.store;
    this.#emit = options.emit;
    this.#clock = options.clock;
    this.#ended = new Announcer(options.onFault);
    this.#paired = paired;
  }

  list(): DevicePairListResult {
    return { pending: [...this.#waiting()], paired: this.#current().map(shown) };
  }

  /** Called with the principal's id of a device whose token is worth nothing any more. */
  onEnded(listener: (principalId: string) => void): () => void {
    return this.#ended.on(listener);
  }

  /**
   * A device without the shared token asks to come in. Asking again is the same request as long as it is for the same:
   * nobody approves more than was shown.
   * @throws RpcError CONFLICT when it was let in under another role, RATE_LIMITED when too many wait, STORAGE
   */
  knock(knock: Knock): Promise<Admission> {
    return this.#change(() => this.#admit(knock));
  }

  async #admit(knock: Knock): Promise<Admission> {
    const device = this.#paired.find(({ deviceId }) => deviceId === knock.deviceId);
    if (device && device.role !== knock.role) {
      throw new RpcError("CONFLICT", `This device was let in as ${device.role}: remove it first, or use another key.`);
    }
    const isCovered =
      device && device.revokedAtMs === undefined && knock.scopes.every((scope) => covers(device.scopes, scope));
    if (device && isCovered) return { state: "paired", token: await this.#newToken(device, device.scopes) };
    const reason = device ? "scope-upgrade" : "not-paired";
    const before = this.#waiting().find(({ deviceId }) => deviceId === knock.deviceId);
    if (!before && this.#waiting().length >= MAX_PENDING) {
      throw new RpcError("RATE_LIMITED", `${MAX_PENDING} devices wait to be let in: answer some of them first.`);
    }
    const request: DevicePairRequest = {
      ...knock,
      requestId: before && asksSame(before, knock) ? before.requestId : randomUUID(),
      ...(device && { isRepair: true }),
      ts: this.#clock(),
    };
    this.#pending = [...this.#waiting().filter(({ deviceId }) => deviceId !== knock.deviceId), request];
    // OpenClaw's event does not tell what a node can do: device.pair.list does.
    const { caps: _caps, commands: _commands, ...told } = request;
    this.#emit("device.pair.requested", told);
    return { state: "pending", requestId: request.requestId, reason };
  }

  /** Whose token this is; undefined when it is no device's. */
  principalOf(token: string): PrincipalInfo | undefined {
    const hash = hashOf(token);
    const device = this.#paired.find((one) => one.token?.hash === hash);
    if (!device?.token) return undefined;
    const { scopes } = device.token;
    return {
      id: principalId(device.deviceId),
      name: device.displayName ?? device.clientId ?? "Device",
      scopes: SCOPES.filter((scope) => scopes.includes(scope)),
    };
  }

  /** @throws RpcError NOT_FOUND, FORBIDDEN when it asks for what the caller does not have, RATE_LIMITED, STORAGE */
  approve(requestId: string, caller: PrincipalInfo): Promise<PairedDevice> {
    return this.#change(() => this.#approve(requestId, caller));
  }

  async #approve(requestId: string, caller: PrincipalInfo): Promise<PairedDevice> {
    const request = this.#require(requestId);
    const beyond = request.scopes.find((scope) => !isScope(scope) || !allows(caller.scopes, scope));
    if (beyond) {
      throw new RpcError(
        "FORBIDDEN",
        `The device asks for ${beyond}, which you do not have: somebody who has can allow it.`,
      );
    }
    const { requestId: _id, isRepair: _repair, ts, ...facts } = request;
    const before = this.#paired.find(({ deviceId }) => deviceId === request.deviceId);
    if (!before && this.#paired.length >= MAX_DEVICES) {
      throw new RpcError("RATE_LIMITED", `There are ${MAX_DEVICES} devices, the most there can be: remove one first.`, {
        retryable: false,
      });
    }
    const { revokedAtMs: _over, ...kept } = before ?? {};
    const displayName = before?.displayName ?? facts.displayName;
    const device: Kept = {
      createdAtMs: ts,
      ...kept,
      ...facts,
      ...(displayName && { displayName }),
      approvedAtMs: this.#clock(),
    };
    await this.#put(device);
    this.#resolve(request, "approved");
    return shown(device);
  }

  /** @throws RpcError NOT_FOUND */
  reject(requestId: string): Promise<DevicePairRequest> {
    return this.#change(async () => {
      const request = this.#require(requestId);
      this.#resolve(request, "rejected");
      return request;
    });
  }

  /** @throws RpcError NOT_FOUND, STORAGE */
  remove(deviceId: string): Promise<void> {
    return this.#change(async () => {
      this.#device(deviceId);
      await this.#write(this.#paired.filter((device) => device.deviceId !== deviceId));
      this.#ended.say(principalId(deviceId));
      this.#emit("device.pair.changed", {});
    });
  }

  /** @throws RpcError NOT_FOUND, STORAGE */
  rename(deviceId: string, label: string): Promise<PairedDevice> {
    return this.#change(async () => {
      const device = { ...this.#device(deviceId), displayName: label };
      await this.#put(device);
      this.#emit("device.pair.changed", {});
      return shown(device);
    });
  }

  /** The device was here until now. It is written down with the next change. */
  seen(deviceId: string): void {
    if (this.#paired.some((device) => device.deviceId === deviceId)) this.#left.set(deviceId, this.#clock());
  }

  /** A new token in place of the old one. @throws RpcError NOT_FOUND, FORBIDDEN beyond what it was paired for, STORAGE */
  rotate(
    deviceId: string,
    role: DeviceRole,
    scopes?: readonly string[],
  ): Promise<{ token: string; scopes: string[]; at: number }> {
    return this.#change(async () => {
      const device = this.#device(deviceId, role);
      const wanted = scopes ?? device.scopes;
      const beyond = wanted.find((scope) => !covers(device.scopes, scope));
      if (beyond) throw new RpcError("FORBIDDEN", `The device was not paired for ${beyond}: let it ask for that.`);
      const token = await this.#newToken(device, wanted);
      this.#ended.say(principalId(deviceId));
      this.#emit("device.pair.changed", {});
      return { token, scopes: [...wanted], at: this.#clock() };
    });
  }

  /** The device keeps its place, and must be rotated or removed and paired again to come in. @throws RpcError NOT_FOUND, STORAGE */
  revoke(deviceId: string, role: DeviceRole): Promise<number> {
    return this.#change(async () => {
      const { token: _revoked, ...device } = this.#device(deviceId, role);
      const revokedAtMs = this.#clock();
      await this.#put({ ...device, scopes: [], revokedAtMs });
      this.#ended.say(principalId(deviceId));
      this.#emit("device.pair.changed", {});
      return revokedAtMs;
    });
  }

  async #newToken(device: Kept, scopes: readonly string[]): Promise<string> {
    const token = randomBytes(32).toString("base64url");
    const now = this.#clock();
    const { revokedAtMs: _over, ...rest } = device;
    await this.#put({
      ...rest,
      token: { hash: hashOf(token), scopes: [...scopes], createdAtMs: now },
      lastSeenAtMs: now,
    });
    return token;
  }

  #waiting(): readonly DevicePairRequest[] {
    const since = this.#clock() - PENDING_MS;
    return this.#pending.filter(({ ts }) => ts > since);
  }

  #require(requestId: string): DevicePairRequest {
    const request = this.#waiting().find((one) => one.requestId === requestId);
    if (request) return request;
    throw new RpcError(
      "NOT_FOUND",
      `No device waits under "${requestId}": requests last five minutes, let it ask again.`,
    );
  }

  #device(deviceId: string, role?: DeviceRole): Kept {
    const device = this.#paired.find((one) => one.deviceId === deviceId);
    if (device && role !== undefined && device.role !== role) {
      throw new RpcError(
        "NOT_FOUND",
        `The device "${deviceId}" has no token as ${role}: it was let in as ${device.role}.`,
      );
    }
    if (device) return device;
    throw new RpcError("NOT_FOUND", `There is no device "${deviceId}": see device.pair.list.`);
  }

  #resolve({ requestId, deviceId }: DevicePairRequest, decision: "approved" | "rejected"): void {
    this.#pending = this.#pending.filter((one) => one.requestId !== requestId);
    this.#emit("device.pair.resolved", { requestId, deviceId, decision, ts: this.#clock() });
  }

  #put(device: Kept): Promise<void> {
    const others = this.#paired.filter(({ deviceId }) => deviceId !== device.deviceId);
    return this.#write([...others, device]);
  }

  /** What cannot be kept has not happened. */
  async #write(paired: readonly Kept[]): Promise<void> {
    await this.#store.put(KEY, this.#current(paired));
    this.#paired = this.#current(paired);
    this.#left.clear();
  }

  /** With what is not written down yet. */
  #current(paired = this.#paired): readonly Kept[] {
    return paired.map((device) => {
      const lastSeenAtMs = Math.max(device.lastSeenAtMs ?? 0, this.#left.get(device.deviceId) ?? 0);
      return lastSeenAtMs > 0 ? { ...device, lastSeenAtMs } : device;
    });
  }

  #change<Result>(change: () => Promise<Result>): Promise<Result> {
    const changed = this.#changing.then(change);
    this.#changing = changed.catch(() => {});
    return changed;
  }
}

function asksSame(one: Knock, other: Knock): boolean {
  const asked = ({ role, scopes, caps, commands }: Knock) => JSON.stringify([role, scopes, caps, commands]);
  return asked(one) === asked(other);
}

function principalId(deviceId: string): string {
  return `device:${deviceId}`;
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

function isScope(scope: string): scope is Scope {
  return SCOPES.some((known) => known === scope);
}

function covers(granted: readonly string[], scope: string): boolean {
  return isScope(scope) && allows(granted.filter(isScope), scope);
}

function shown({ token, revokedAtMs, ...device }: Kept): PairedDevice {
  const { role } = device;
  const tokens = token ? [{ role, scopes: token.scopes, createdAtMs: token.createdAtMs }] : [];
  const revoked = revokedAtMs === undefined ? [] : [{ role, scopes: [], createdAtMs: device.createdAtMs, revokedAtMs }];
  return { ...device, tokens: [...tokens, ...revoked] };
}

/** Nobody else writes this setting. */
function keptOf(stored: unknown): readonly Kept[] {
  return Array.isArray(stored) ? (stored as Kept[]) : [];
}
