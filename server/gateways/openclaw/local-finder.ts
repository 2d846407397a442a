import { RpcError } from "../../protocol/errors.ts";
import type { FoundGateway, GatewayFinding } from "../../protocol/gateways.ts";
import type { Gateway } from "../gateway.ts";
import { isSamePlace, readLocalOpenClaw } from "./local.ts";

export interface LocalFinderOptions {
  /** OpenClaw's config file. */
  configFile: string;
  /** The port that we listen on: whoever answers there is no OpenClaw. */
  ownPort: number;
  probe(target: { url: string; token?: string }): Promise<GatewayFinding>;
  /** The addresses of the fleet as it is. */
  known(): readonly string[];
  add(gateway: { name: string; url: string; token?: string }): Promise<Gateway>;
}

const NAME = "OpenClaw on this machine";

/** Finds the OpenClaw of this machine by OpenClaw's own config, and takes it into the fleet when somebody agrees. */
export class LocalFinder {
  readonly #options: LocalFinderOptions;
  #looking: Promise<FoundGateway[]> | undefined;

  constructor(options: LocalFinderOptions) {
    this.#options = options;
  }

  /** What answers and is not in the fleet yet; whoever asks meanwhile shares the answer. Never tells the token. */
  find(): Promise<FoundGateway[]> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  /** @throws RpcError NOT_FOUND when OpenClaw's config names no gateway at this address, or the fleet has it already */
  async adopt(url: string): Promise<Gateway> {
    const local = await this.#candidate();
    if (!local || !isSamePlace(local.url, url)) {
      throw new RpcError("NOT_FOUND", `OpenClaw's config on this machine names no new gateway at ${url}.`);
    }
    return this.#options.add({ name: NAME, ...local });
  }

  async #look(): Promise<FoundGateway[]> {
    const local = await this.#candidate();
    if (!local) return [];
    const { ok, version } = await this.#options.probe(local);
    return ok ? [{ url: local.url, name: NAME, ...(version !== undefined && { version }) }] : [];
  }

  async #candidate() {
    const { configFile, ownPort, known } = this.#options;
    const local = await readLocalOpenClaw(configFile);
    if (!local) return undefined;
    const taken = [`ws://127.0.0.1:${ownPort}`, ...known()];
    return taken.some((url) => isSamePlace(url, local.url)) ? undefined : local;
  }
}
