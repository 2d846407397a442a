import type { Page } from "@playwright/test";
import type { PanelSlug } from "../../components/panels/registry.ts";
import { PANEL_STATES } from "./panel-states.ts";

export const STATES = ["loading", "empty", "error", "denied", "full"] as const;

export type State = (typeof STATES)[number];

/** When everything that is pictured happens. */
export const NOW = Date.parse("2026-03-02T09:30:00Z");
/** What every refused read is answered with. */
export const REFUSAL = "The store cannot be read: the disk is full. Make room, then try again.";

/** The panel's own socket, between the page and the server. */
export interface Stage {
  /** The page that is opened next shows this panel. */
  show(slug: PanelSlug): void;
  /** Methods that the newest page has asked. */
  readonly asked: ReadonlySet<string>;
}

/** Puts a page into a state of the panels: what they read themselves is held back or refused, all else passes. */
export async function stageOf(page: Page, state: State): Promise<Stage> {
  let own: ReadonlySet<string> = new Set();
  let asked: ReadonlySet<string> = new Set();
  // The page's own socket is the one that can be held; a worker's is out of reach.
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "SharedWorker"));
  await page.clock.setFixedTime(NOW + 5 * 60_000);
  await page.routeWebSocket(/\/ws$/, (socket) => {
    const server = socket.connectToServer();
    // What the page before still asks is none of this one's.
    const mine = new Set<string>();
    asked = mine;
    socket.onMessage((message) => {
      const { type, method, id } = requestIn(String(message));
      if (type === "req" && method) mine.add(method);
      if (method === undefined || !own.has(method)) return server.send(message);
      if (state === "loading") return;
      if (state !== "error") return server.send(message);
      const error = { code: "UNAVAILABLE", message: REFUSAL, retryable: false };
      socket.send(JSON.stringify({ type: "res", id, ok: false, error }));
    });
  });
  return {
    show(slug) {
      own = new Set(PANEL_STATES[slug].reads);
    },
    get asked() {
      return asked;
    },
  };
}

/** Rewrites what differs from run to run: ids, ports, folders, durations, the machine's memory and its emoji. */
export async function calm(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const rewrites: readonly (readonly [RegExp, string])[] = [
      [/mission-control-\w{6}/g, "mission-control-home"],
      [/127\.0\.0\.1:\d+/g, "127.0.0.1:18789"],
      [/port([= ])\d+/g, "port$1"],
      [/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g, "00000000-0000-4000-8000-000000000000"],
      [/Mozilla\/5\.0.*/g, "Mozilla/5.0"],
      [/(\d{1,2}:)?\d{1,2}:\d{2}(\.\d+)?(?=\D|$)/g, "9:30"],
      [/(duration|boot)Ms=\d+/g, "$1Ms=5"],
      [/\b\d+(\.\d+)?\s?m?s\b/g, "5 ms"],
      [/\b\d+(\.\d+)? (KB|MB|GB)\b/g, "100 MB"],
      [/\b[1-9]m ago/g, "4m ago"],
      [/\b(in )?\d+(mo|y)( ago)?(?=\W|$)/g, "4m ago"],
      [/\bin \dm\b/g, "in 9m"],
      [/\p{Extended_Pictographic}\uFE0F?/gu, "○"],
    ];
    await document.fonts.ready;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const before = text.nodeValue ?? "";
      const after = rewrites.reduce((words, [pattern, to]) => words.replace(pattern, to), before);
      if (after !== before) text.nodeValue = after;
    }
  });
}

function requestIn(message: string): { type?: string; method?: string; id?: string } {
  return JSON.parse(message) as { type?: string; method?: string; id?: string };
}
