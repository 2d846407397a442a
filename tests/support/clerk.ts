import { generateKeyPairSync, sign } from "node:crypto";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Provision } from "../../server/gateways/resolver.ts";
import { MissionControl, type StartOptions } from "./mission-control.ts";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const { privateKey: strangersKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** Names a Clerk application that does not exist: nothing of it can be loaded. */
export const PUBLISHABLE_KEY = `pk_test_${Buffer.from("clerk.invalid.example$").toString("base64")}`;
export const JWT_KEY = publicKey.export({ type: "spki", format: "pem" }).toString();

export interface SessionClaims {
  sub: string;
  /** The origin whose page it was made for. */
  azp: string;
  /** Seconds from now until it ends. Default 600. */
  expiresIn?: number;
  /** Claims beside the usual ones. */
  more?: Record<string, unknown>;
  /** Signed by somebody else. */
  forged?: boolean;
}

/** A session token as Clerk makes them. */
function sessionToken({ sub, azp, expiresIn = 600, more = {}, forged = false }: SessionClaims): string {
  const now = Math.floor(Date.now() / 1_000);
  const header = { alg: "RS256", kid: "ins_test", typ: "JWT" };
  const claims = {
    iss: "https://clerk.invalid.example",
    sid: `sess_${sub}`,
    sub,
    azp,
    iat: now - 10,
    nbf: now - 20,
    exp: now + expiresIn,
    ...more,
  };
  const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  const signature = sign("RSA-SHA256", Buffer.from(signed), forged ? strangersKey : privateKey);
  return `${signed}.${signature.toString("base64url")}`;
}

/** Hosted Mission Control, whose file of gateways the test writes. */
export class HostedMissionControl {
  readonly server: MissionControl;
  readonly #dir: string;
  readonly #file: string;
  readonly #users = new Map<string, Provision>();

  private constructor(server: MissionControl, dir: string, file: string) {
    this.server = server;
    this.#dir = dir;
    this.#file = file;
  }

  static async start(options: StartOptions = {}): Promise<HostedMissionControl> {
    const dir = await mkdtemp(join(tmpdir(), "mission-control-hosted-"));
    const file = join(dir, "gateways.json");
    await writeFile(file, '{"users":{}}');
    const env = {
      CLERK_PUBLISHABLE_KEY: PUBLISHABLE_KEY,
      CLERK_JWT_KEY: JWT_KEY,
      MISSION_CONTROL_GATEWAYS_FILE: file,
      ...options.env,
    };
    return new HostedMissionControl(await MissionControl.start({ ...options, env }), dir, file);
  }

  /** A session token for this server's own pages. */
  token(claims: Omit<SessionClaims, "azp">): string {
    return sessionToken({ azp: this.server.url, ...claims });
  }

  /** Says which gateway a person has. */
  async give(userId: string, provision: Provision): Promise<void> {
    this.#users.set(userId, provision);
    // In one step, as those who write such files should.
    await writeFile(`${this.#file}.new`, JSON.stringify({ users: Object.fromEntries(this.#users) }));
    await rename(`${this.#file}.new`, this.#file);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]();
    await rm(this.#dir, { recursive: true, force: true });
  }
}

/** Another Mission Control as somebody's gateway: its `/` speaks OpenClaw's protocol. */
export async function asGateway(gateway: MissionControl, token: string): Promise<Provision> {
  return { state: "ready", url: `ws://127.0.0.1:${gateway.port}/`, token };
}
