import type { AssistantPart, ThinkingView, ToolView } from "@/hooks/chat/items.ts";

/** What a run did between two things that it said. */
export interface Steps {
  type: "steps";
  /** The first one's. */
  id: string;
  parts: readonly (ToolView | ThinkingView)[];
}

/** Fewer calls are no longer than the line that would stand for them. */
const MIN_CALLS = 4;

/** The parts of an answer, with many calls in a row, and what was thought between them, taken together. */
export function groupParts(parts: readonly AssistantPart[]): (AssistantPart | Steps)[] {
  const groups: (AssistantPart | Steps)[] = [];
  let steps: (ToolView | ThinkingView)[] = [];
  const close = () => {
    const [first] = steps;
    const isMany = steps.filter(({ type }) => type === "tool").length >= MIN_CALLS;
    if (first && isMany) groups.push({ type: "steps", id: first.id, parts: steps });
    else groups.push(...steps);
    steps = [];
  };
  for (const part of parts) {
    if (part.type === "tool" || part.type === "thinking") steps.push(part);
    else {
      close();
      groups.push(part);
    }
  }
  close();
  return groups;
}

/** What was done, in a few words, most of it first: "13 exec · 6 read · 2 edit". */
export function callsOf({ parts }: Steps): string {
  const counts = new Map<string, number>();
  for (const part of parts) if (part.type === "tool") counts.set(part.name, (counts.get(part.name) ?? 0) + 1);
  const most = [...counts].sort(([, one], [, other]) => other - one);
  const named = most.slice(0, MAX_NAMED).map(([name, count]) => `${count} ${name}`);
  const others = most.slice(MAX_NAMED).reduce((sum, [, count]) => sum + count, 0);
  return [...named, ...(others > 0 ? [`${others} more`] : [])].join(" · ");
}

const MAX_NAMED = 4;

/** How many calls did not end well. */
export function failuresOf({ parts }: Steps): number {
  return parts.filter((part) => part.type === "tool" && part.state === "error").length;
}
