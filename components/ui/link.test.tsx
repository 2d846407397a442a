// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { Link } from "./link.tsx";

afterEach(cleanup);

function click(init: MouseEventInit = {}, props: Partial<Parameters<typeof Link>[0]> = {}) {
  const push = vi.spyOn(window.history, "pushState");
  render(
    <Link href="/logs?q=a" {...props}>
      Logs
    </Link>,
  );
  let leftToTheBrowser = false;
  // The last to hear of it: the browser of the test has nowhere to go.
  document.addEventListener(
    "click",
    (event) => {
      leftToTheBrowser = !event.defaultPrevented;
      event.preventDefault();
    },
    { once: true },
  );
  fireEvent.click(screen.getByText("Logs"), init);
  return { push, leftToTheBrowser };
}

test("a plain click goes there without the server", () => {
  const { push, leftToTheBrowser } = click();
  expect(push).toHaveBeenCalledWith(null, "", "/logs?q=a");
  expect(leftToTheBrowser).toBe(false);
});

test.each([{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { altKey: true }, { button: 1 }])(
  "%o is the browser's matter",
  (init) => {
    const { push, leftToTheBrowser } = click(init);
    expect(push).not.toHaveBeenCalled();
    expect(leftToTheBrowser).toBe(true);
  },
);

test("so is a link that opens elsewhere", () => {
  expect(click({}, { target: "_blank" }).push).not.toHaveBeenCalled();
});

test("a handler of one's own comes first and can keep it from going", () => {
  expect(click({}, { onClick: (event) => event.preventDefault() }).push).not.toHaveBeenCalled();
});
