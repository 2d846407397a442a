// @vitest-environment happy-dom
import { EditorView } from "@codemirror/view";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import CodeMirror from "./code-mirror.tsx";

afterEach(cleanup);

test("typing is told, a text from outside is not", () => {
  const onChange = vi.fn();
  const { rerender } = render(<CodeMirror label="File" value="one" onChange={onChange} />);
  const view = editor();
  view.dispatch({ changes: { from: 3, insert: " two" }, userEvent: "input.type" });
  expect(onChange.mock.calls).toEqual([["one two"]]);

  rerender(<CodeMirror label="File" value="other" onChange={onChange} />);
  expect(view.state.doc.toString()).toBe("other");
  expect(onChange).toHaveBeenCalledTimes(1);
});

test("the ends of lines stay what they are", () => {
  const onChange = vi.fn();
  render(<CodeMirror label="File" value={"a\r\nb"} onChange={onChange} />);
  editor().dispatch({ changes: { from: 3, insert: "c" }, userEvent: "input.type" });
  expect(onChange).toHaveBeenCalledWith("a\r\nbc");
});

test("it has a name, and says how to leave unless it is only read", () => {
  const { rerender } = render(<CodeMirror label="File" value="" />);
  expect(screen.getByLabelText("File").getAttribute("aria-describedby")).toBeTruthy();
  rerender(<CodeMirror label="File" value="" readOnly />);
  expect(screen.getByLabelText("File").getAttribute("aria-readonly")).toBe("true");
  expect(screen.getByLabelText("File").tabIndex).toBe(0);
});

function editor(): EditorView {
  const view = EditorView.findFromDOM(screen.getByLabelText("File"));
  if (!view) throw new Error("there is no editor");
  return view;
}
