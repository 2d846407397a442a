import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../server/main.ts", import.meta.url));
const ADDRESS = /http:\/\/127\.0\.0\.1:\d+(?:\/auth\/sign-in\?code=\S+|(?=\n))/;

export interface StartOptions {
  env?: Record<string, string>;
  args?: string[];
  /** Kept between starts; left out, a new empty folder. */
  home?: string;
  port?: number;
  /** The program. Default: this project's. */
  main?: string;
}

/** Mission Control as its users run it: the real process, with a state folder of its own. */
export class MissionControl {
  readonly home: string;
  readonly port: number;
  /** The address it printed: signs one browser in, once. */
  readonly signInUrl: string;
  readonly #process: ChildProcess;
  readonly #output: string[];

  private constructor(home: string, process: ChildProcess, signInUrl: string, output: string[]) {
    this.home = home;
    this.signInUrl = signInUrl;
    this.port = Number(new URL(signInUrl).port);
    this.#process = process;
    this.#output = output;
  }

  /** Resolves once it has printed its address. @throws with everything it printed when it ends before. */
  static async start(options: StartOptions = {}): Promise<MissionControl> {
    const home = options.home ?? (await mkdtemp(join(tmpdir(), "mission-control-")));
    const child = spawn(
      process.execPath,
      [options.main ?? MAIN, "--port", String(options.port ?? 0), ...(options.args ?? [])],
      {
        env: { PATH: process.env.PATH, NODE_ENV: "production", MISSION_CONTROL_HOME: home, ...options.env },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    const output: string[] = [];
    const address = new Promise<string>((resolve, reject) => {
      const read = (text: Buffer) => {
        output.push(text.toString());
        const found = ADDRESS.exec(output.join(""));
        if (found) resolve(found[0]);
      };
      child.stdout.on("data", read);
      child.stderr.on("data", read);
      child.once("exit", (code) => reject(new Error(`it ended with ${code} before it was ready:\n${output.join("")}`)));
    });
    return new MissionControl(home, child, await address, output);
  }

  get pid(): number {
    if (this.#process.pid === undefined) throw new Error("it was not started");
    return this.#process.pid;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get wsUrl(): string {
    return `ws://127.0.0.1:${this.port}/ws`;
  }

  /** Everything it has printed. */
  get output(): string {
    return this.#output.join("");
  }

  /** Ends the process and resolves its exit code, null when a signal ended it. */
  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<number | null> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return this.#process.exitCode;
    const ended = once(this.#process, "exit");
    this.#process.kill(signal);
    const [code] = await ended;
    return code;
  }

  /** Ends the process and removes its folder. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop("SIGKILL");
    await rm(this.home, { recursive: true, force: true });
  }
}
