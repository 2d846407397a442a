import { jsonLanguage } from "@codemirror/lang-json";
import type { SyntaxNode, Tree } from "@lezer/common";

export interface Place {
  from: number;
  to: number;
}

/** Property names and indices from the whole text down to a value. */
export type Path = readonly (string | number)[];

const VALUES = new Set(["Object", "Array", "String", "Number", "True", "False", "Null"]);

export function parsedJson(text: string): Tree {
  return jsonLanguage.parser.parse(text);
}

/** Where the value at a JSON pointer stands; the nearest one around it where it stands nowhere. */
export function placeOf(tree: Tree, text: string, pointer: string): Place {
  const steps = pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  let node = tree.topNode.firstChild;
  for (const step of steps) {
    const next = node && childAt(node, text, step);
    if (!next) break;
    node = next;
  }
  return node ? placeIn(node) : { from: 0, to: text.length };
}

/** Where the name of a property of the object at a JSON pointer stands. */
export function nameOf(tree: Tree, text: string, pointer: string, name: string): Place {
  const value = placeOf(tree, text, `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`);
  const property = tree.resolveInner(value.from, 1);
  const owner = closest(property, "Property");
  const label = owner?.getChild("PropertyName");
  return label ? placeIn(label) : value;
}

/** The first place where the text is no JSON. */
export function brokenPlace(tree: Tree, length: number): Place {
  let broken: Place | undefined;
  tree.iterate({
    enter: ({ type, from, to }) => {
      if (type.isError) broken ??= { from, to };
    },
  });
  const { from, to } = broken ?? { from: length, to: length };
  // An error without width would not be seen.
  return from === to ? { from: Math.max(0, from - 1), to } : { from, to };
}

/** The path of the value that a node belongs to. */
export function pathOf(node: SyntaxNode, text: string): Path {
  const path: (string | number)[] = [];
  for (let at: SyntaxNode | null = node; at; at = at.parent) {
    const { parent } = at;
    if (at.name === "Property") {
      const label = at.getChild("PropertyName");
      if (label) path.unshift(unquoted(text.slice(label.from, label.to)));
    } else if (parent?.name === "Array" && VALUES.has(at.name)) {
      path.unshift(valuesOf(parent).findIndex(({ from }) => from === at.from));
    }
  }
  return path;
}

/** The names that an object has already. */
export function namesIn(object: SyntaxNode, text: string): Set<string> {
  const labels = object.getChildren("Property").flatMap((property) => property.getChild("PropertyName") ?? []);
  return new Set(labels.map(({ from, to }) => unquoted(text.slice(from, to))));
}

/** The nearest node of these names, beginning with the node itself. */
export function closest(node: SyntaxNode, ...names: readonly string[]): SyntaxNode | undefined {
  for (let at: SyntaxNode | null = node; at; at = at.parent) if (names.includes(at.name)) return at;
  return undefined;
}

function childAt(node: SyntaxNode, text: string, step: string): SyntaxNode | undefined {
  if (node.name === "Array") return valuesOf(node)[Number(step)];
  const property = node.getChildren("Property").find((each) => {
    const label = each.getChild("PropertyName");
    return label && unquoted(text.slice(label.from, label.to)) === step;
  });
  return property && valuesOf(property)[0];
}

function valuesOf(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) if (VALUES.has(child.name)) found.push(child);
  return found;
}

function placeIn({ from, to }: SyntaxNode): Place {
  return { from, to };
}

/** A name that is still being typed has no end yet. */
function unquoted(label: string): string {
  try {
    return JSON.parse(label);
  } catch {
    return label.replaceAll('"', "");
  }
}
