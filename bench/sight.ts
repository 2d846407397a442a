/** When a page first showed something, by its own clock. */
import type { Page } from "@playwright/test";

/** What is looked for: an element in sight, with these words in it. */
export interface Wanted {
  /** CSS. */
  selector: string;
  text: string;
}

export interface Sight {
  /** Milliseconds from the step's first input. */
  tookMs: number;
  /** Milliseconds since 1970. */
  at: number;
}

type Watching = Promise<Sight | "nothing came in" | "not seen">;

declare global {
  interface Window {
    watching: Watching;
  }
}

const PATIENCE_MS = 45_000;

/**
 * Takes a step and resolves when its effect was in sight; undefined where it was not within 45 s.
 * @throws Error when the step was no key, click or turn of the wheel
 */
export async function firstSight(
  page: Pick<Page, "evaluate">,
  step: () => Promise<unknown>,
  wanted: Wanted,
): Promise<Sight | undefined> {
  // A key overtakes a script that was sent before it: the page watches before it is touched.
  await page.evaluate(watch, { ...wanted, patienceMs: PATIENCE_MS });
  await step();
  const seen = await page.evaluate(() => window.watching);
  if (seen === "nothing came in") throw new Error(`Nothing was pressed before "${wanted.selector}" was looked for.`);
  return seen === "not seen" ? undefined : seen;
}

/** Runs in the page. */
function watch({ selector, text, patienceMs }: Wanted & { patienceMs: number }): void {
  window.watching = new Promise((resolve) => {
    let from: number | undefined;
    let ended = false;
    const begin = () => {
      from ??= performance.now();
    };
    setTimeout(() => {
      ended = true;
      resolve(from === undefined ? "nothing came in" : "not seen");
    }, patienceMs);
    for (const input of ["pointerdown", "keydown", "wheel"])
      addEventListener(input, begin, { once: true, capture: true });
    const look = () => {
      if (ended) return;
      const found =
        from !== undefined &&
        [...document.querySelectorAll(selector)].some((element) => {
          const { top, bottom } = element.getBoundingClientRect();
          return element.textContent?.includes(text) && bottom > 0 && top < innerHeight;
        });
      if (!found || from === undefined) requestAnimationFrame(look);
      else resolve({ tookMs: performance.now() - from, at: performance.timeOrigin + performance.now() });
    };
    requestAnimationFrame(look);
  });
}
