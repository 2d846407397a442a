import { createTailwindMerge } from "tailwind-merge";

/** Each its own first part with any value: `p-2`, `grid-cols-[auto_1fr]`, `-translate-x-1/2`. */
const PLAIN =
  "accent animate aspect auto-cols auto-rows backdrop-blur basis bg blur bottom brightness caret col-end col-span col-start columns cursor decoration delay duration ease fill gap gap-x gap-y grid-cols grid-flow grid-rows grow h hyphens indent inset inset-x inset-y items justify justify-items justify-self leading left m max-h max-w mb min-h min-w ml mr mt mx my opacity order outline-offset overflow overflow-x overflow-y overscroll overscroll-x overscroll-y p pb pl place-content place-items pr pt px py resize right rotate rounded rounded-b rounded-l rounded-r rounded-t row-end row-span row-start scale self shrink size space-x space-y tab top touch tracking transition translate-x translate-y underline-offset w whitespace will-change z";

const GROUPS = {
  ...Object.fromEntries(PLAIN.split(" ").map((name) => [name, [{ [name]: ["", any] }]])),
  align: [{ text: words("left center right justify start end") }],
  break: [{ break: words("normal all words keep") }],
  capitals: words("uppercase lowercase capitalize normal-case"),
  clamp: [{ "line-clamp": [any] }],
  content: [{ content: words("normal center start end between around evenly baseline stretch") }],
  decorated: words("underline overline line-through no-underline"),
  display: words(
    "block inline inline-block flow-root flex inline-flex grid inline-grid table inline-table table-row table-cell contents list-item hidden",
  ),
  family: [{ font: words("mono sans") }],
  flex: [{ flex: [...words("auto initial none"), isNumber] }],
  "flex-direction": [{ flex: words("row col row-reverse col-reverse") }],
  "flex-wrap": [{ flex: words("wrap wrap-reverse nowrap") }],
  list: [{ list: words("none disc decimal") }],
  object: [{ object: words("contain cover fill none scale-down") }],
  "pointer-events": [{ "pointer-events": words("auto none") }],
  position: words("static absolute fixed relative sticky"),
  select: [{ select: words("none text all auto") }],
  shadow: [{ shadow: [...words("none xs sm md lg xl"), "", isArbitrary] }],
  slant: words("italic not-italic"),
  "sr-only": words("sr-only not-sr-only"),
  visibility: words("visible invisible collapse"),
  weight: [{ font: words("thin extralight light normal medium semibold bold extrabold black") }],
  wrap: [{ text: words("wrap nowrap balance pretty") }],
  // The first that fits counts: a colour is what is nothing else.
  "border-b": [{ "border-b": ["", isNumber] }],
  "border-l": [{ "border-l": ["", isNumber] }],
  "border-r": [{ "border-r": ["", isNumber] }],
  "border-t": [{ "border-t": ["", isNumber] }],
  "border-w": [{ border: ["", isNumber] }],
  "border-x": [{ "border-x": ["", isNumber] }],
  "border-y": [{ "border-y": ["", isNumber] }],
  "border-collapse": [{ border: words("collapse separate") }],
  "border-style": [{ border: words("solid dashed dotted double hidden none") }],
  "border-color": [{ border: [any] }],
  "text-size": [{ text: [...words("2xs xs sm base lg xl 2xl 3xl 4xl"), isArbitrary] }],
  "text-color": [{ text: [any] }],
};

/** A class takes out those of its own group that stand before it, and those of these groups. */
const COVERS = {
  "border-w": words("border-x border-y border-t border-r border-b border-l"),
  "border-x": words("border-r border-l"),
  "border-y": words("border-t border-b"),
  clamp: words("display overflow"),
  flex: words("basis grow shrink"),
  gap: words("gap-x gap-y"),
  inset: words("inset-x inset-y top right bottom left"),
  "inset-x": words("right left"),
  "inset-y": words("top bottom"),
  m: words("mx my mt mr mb ml"),
  mx: words("mr ml"),
  my: words("mt mb"),
  overflow: words("overflow-x overflow-y"),
  overscroll: words("overscroll-x overscroll-y"),
  p: words("px py pt pr pb pl"),
  px: words("pr pl"),
  py: words("pt pb"),
  rounded: words("rounded-t rounded-r rounded-b rounded-l"),
  size: words("w h"),
  "text-size": words("leading"),
};

/**
 * Of two classes that contradict each other the later one counts. It knows those that this project uses: the table of all
 * that there are would be the largest part of the first load but React and Next.
 */
export const mergeClasses = createTailwindMerge(() => ({
  cacheSize: 500,
  theme: {},
  classGroups: GROUPS,
  conflictingClassGroups: COVERS,
  conflictingClassGroupModifiers: {},
  orderSensitiveModifiers: [],
}));

function words(text: string): string[] {
  return text.split(" ");
}

function any(): boolean {
  return true;
}

function isNumber(value: string): boolean {
  return /^\d/.test(value);
}

function isArbitrary(value: string): boolean {
  return value.startsWith("[");
}
