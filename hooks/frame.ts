/** A hidden tab draws nothing; its stores are brought up to date at this pace. */
const HIDDEN_MS = 250;

/** Calls once, before the next picture is drawn; returns what cancels it. */
export function onNextFrame(draw: () => void): () => void {
  if (document.hidden) {
    const timer = setTimeout(draw, HIDDEN_MS);
    return () => clearTimeout(timer);
  }
  // A frame that was asked for just before the tab was hidden comes when it is shown again: not to wait for it.
  let timer: ReturnType<typeof setTimeout>;
  const frame = requestAnimationFrame(() => {
    clearTimeout(timer);
    draw();
  });
  timer = setTimeout(() => {
    cancelAnimationFrame(frame);
    draw();
  }, HIDDEN_MS);
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
