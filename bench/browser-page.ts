/** A page whose pictures, long tasks and bytes are counted. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContext, CDPSession, Page } from "@playwright/test";
import type { MissionControl } from "../tests/support/mission-control.ts";
import { firstSight } from "./sight.ts";

/** What the page did since it was last asked. */
export interface Smoothness {
  framesPerSecond: number;
  framesOver100Ms: number;
  longTasksMs: number;
  longestTaskMs: number;
  /** Of each second, how long the main thread worked, in milliseconds. */
  busyMsPerSecond: number;
}

interface Recorder {
  frames: number[];
  tasks: number[];
}

declare global {
  interface Window {
    recorder: Recorder;
  }
}

export class MeasuredPage implements AsyncDisposable {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #devtools: CDPSession;
  /** Bytes of JavaScript as they came over the wire without their headers, of frames to the page, and requests sent, on sockets of its own. */
  readonly #counted = { script: 0, frames: 0, requests: 0, rpcs: 0 };

  private constructor(page: Page, context: BrowserContext, devtools: CDPSession) {
    this.page = page;
    this.#context = context;
    this.#devtools = devtools;
    const scripts = new Set<string>();
    devtools.on("Network.requestWillBeSent", ({ requestId, type }) => {
      this.#counted.requests += 1;
      if (type === "Script") scripts.add(requestId);
    });
    devtools.on("Network.responseReceived", ({ requestId, response }) => {
      if (scripts.has(requestId)) this.#counted.script -= response.encodedDataLength;
    });
    devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) this.#counted.script += encodedDataLength;
    });
    devtools.on("Network.webSocketFrameReceived", ({ response }) => {
      this.#counted.frames += Buffer.byteLength(response.payloadData);
    });
    devtools.on("Network.webSocketFrameSent", ({ response }) => {
      if (response.payloadData.includes('"type":"req"')) this.#counted.rpcs += 1;
    });
  }

  /**
   * @param throttle how many times slower its processor is
   * @param ownSocket whether it holds its socket itself, so that what passes is counted; else tabs share one, as they do
   */
  static async open(
    browser: Browser,
    server: MissionControl,
    throttle: number,
    ownSocket = false,
  ): Promise<MeasuredPage> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    // Signs in without loading the application, so that the first load is a cold one.
    const form = { token: (await readFile(join(server.home, "token"), "utf8")).trim() };
    await context.request.post(`${server.url}/auth/sign-in`, {
      form,
      headers: { origin: server.url },
      maxRedirects: 0,
    });
    const page = await context.newPage();
    await page.addInitScript(record);
    if (ownSocket) await page.addInitScript(() => Reflect.deleteProperty(window, "SharedWorker"));
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.enable");
    // The time it computed: a machine that others use stretches the time it took.
    await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
    if (throttle > 1) await devtools.send("Emulation.setCPUThrottlingRate", { rate: throttle });
    return new MeasuredPage(page, context, devtools);
  }

  /** The counts since the last call. */
  counts(): { script: number; frames: number; requests: number; rpcs: number } {
    const counts = { ...this.#counted };
    Object.assign(this.#counted, { script: 0, frames: 0, requests: 0, rpcs: 0 });
    return counts;
  }

  /**
   * Milliseconds from a step's first input to a picture in which an element is visible, as the page's own clock saw it;
   * infinite when it was not seen within 45 s.
   */
  async until(step: () => Promise<unknown>, selector: string, text = ""): Promise<number> {
    return (await firstSight(this.page, step, { selector, text }))?.tookMs ?? Number.POSITIVE_INFINITY;
  }

  /** Goes to an address and resolves, by the page's clock, how long it took until an element was there. */
  async load(url: string, selector: string): Promise<number> {
    await this.page.goto(url, { waitUntil: "commit" });
    const at = await this.page.waitForFunction(
      (wanted) => document.querySelector(wanted) && performance.now(),
      selector,
      { polling: "raf", timeout: 120_000 },
    );
    return Number(await at.jsonValue());
  }

  /** How smoothly it went while something was done. */
  async during(work: () => Promise<unknown>): Promise<Smoothness> {
    const busy = () => this.#taskSeconds();
    await this.page.evaluate(() => {
      window.recorder.frames.length = 0;
      window.recorder.tasks.length = 0;
    });
    const [busyBefore, from] = [await busy(), performance.now()];
    await work();
    const seconds = (performance.now() - from) / 1_000;
    const busySeconds = (await busy()) - busyBefore;
    const { frames, tasks } = await this.page.evaluate(() => window.recorder);
    return {
      framesPerSecond: frames.length / seconds,
      framesOver100Ms: frames.filter((gap) => gap > 100).length,
      longTasksMs: tasks.reduce((sum, task) => sum + task, 0),
      longestTaskMs: Math.max(0, ...tasks),
      busyMsPerSecond: (busySeconds * 1_000) / seconds,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#context.close();
  }

  async #taskSeconds(): Promise<number> {
    const { metrics } = await this.#devtools.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0;
  }
}

/** Runs in the page, before anything else does. */
function record(): void {
  const recorder: Recorder = { frames: [], tasks: [] };
  window.recorder = recorder;
  let last = performance.now();
  const frame = (now: number) => {
    recorder.frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) recorder.tasks.push(duration);
  }).observe({ type: "longtask" });
}
