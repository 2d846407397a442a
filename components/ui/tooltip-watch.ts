const DELAY_MS = 400;
/** Within this long after one was shown the next is shown at once. */
const WARM_MS = 300;

/**
 * Tells of the element whose tooltip is due, and of undefined when none is. A mouse must rest on it, a keyboard shows it
 * at once; touch, pressing, scrolling and Escape hide it.
 * @returns ends the watch
 */
export function watchTips(document: Document, show: (anchor: HTMLElement | undefined) => void): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let candidate: HTMLElement | undefined;
  let isShown = false;
  let hiddenAt = Number.NEGATIVE_INFINITY;

  const reveal = () => {
    if (!candidate?.isConnected) return;
    isShown = true;
    show(candidate);
  };
  const hide = () => {
    clearTimeout(timer);
    candidate = undefined;
    if (!isShown) return;
    isShown = false;
    hiddenAt = performance.now();
    show(undefined);
  };
  const approach = (anchor: HTMLElement | undefined, delayMs: number) => {
    if (anchor === candidate) return;
    hide();
    if (!anchor) return;
    candidate = anchor;
    timer = setTimeout(reveal, performance.now() - hiddenAt < WARM_MS ? 0 : delayMs);
  };

  document.addEventListener(
    "pointerover",
    (event) => {
      if (event.pointerType === "mouse") approach(tipOf(event.target), DELAY_MS);
    },
    { signal },
  );
  document.addEventListener(
    "focusin",
    ({ target }) => {
      if (target instanceof HTMLElement && target.matches(":focus-visible")) approach(tipOf(target), 0);
    },
    { signal },
  );
  document.addEventListener("focusout", hide, { signal });
  document.addEventListener("pointerdown", hide, { signal });
  document.documentElement.addEventListener("pointerleave", hide, { signal });
  document.addEventListener("scroll", hide, { signal, capture: true, passive: true });
  document.addEventListener("keydown", ({ key }) => key === "Escape" && hide(), { signal, capture: true });
  return () => {
    ended.abort();
    hide();
  };
}

function tipOf(target: EventTarget | null): HTMLElement | undefined {
  return target instanceof Element ? (target.closest<HTMLElement>("[data-tip]") ?? undefined) : undefined;
}
