import {
  Bot,
  Brain,
  CalendarClock,
  FileText,
  Globe,
  Image,
  List,
  type LucideIcon,
  MessageCircleQuestion,
  MessagesSquare,
  Pencil,
  ScrollText,
  Search,
  Terminal,
  Wrench,
} from "lucide-react";

const ICONS: readonly { pattern: RegExp; icon: LucideIcon }[] = [
  { pattern: /exec|bash|shell|command|terminal|process/, icon: Terminal },
  { pattern: /ask_user/, icon: MessageCircleQuestion },
  { pattern: /edit|write|patch|create|update|set/, icon: Pencil },
  { pattern: /search|find|grep|glob/, icon: Search },
  { pattern: /log/, icon: ScrollText },
  { pattern: /session|chat|message|transcript/, icon: MessagesSquare },
  { pattern: /cron|schedule|remind/, icon: CalendarClock },
  { pattern: /memory|remember/, icon: Brain },
  { pattern: /agent|spawn/, icon: Bot },
  { pattern: /image|screenshot|picture/, icon: Image },
  { pattern: /web|fetch|http|browser|url/, icon: Globe },
  { pattern: /read|file|open|cat/, icon: FileText },
  { pattern: /list|ls/, icon: List },
];

/** Fields that say most about a call, best first. */
const TELLING = [
  "command",
  "query",
  "path",
  "file_path",
  "file",
  "url",
  "pattern",
  "name",
  "key",
  "sessionKey",
  "message",
  "text",
  "method",
];
const MAX_SUMMARY_CHARS = 120;

/** The sign of what a tool does, guessed from its name. */
export function toolIcon(name: string): LucideIcon {
  const plain = name.toLowerCase();
  return ICONS.find(({ pattern }) => pattern.test(plain))?.icon ?? Wrench;
}

/** A call's arguments in one short line: the telling one alone, else all of them. Empty without arguments. */
export function summarizeArgs(args: unknown): string {
  if (args === undefined || args === null) return "";
  if (typeof args !== "object") return shorten(String(args));
  const fields: [string, unknown][] = Object.entries(args).filter(([, value]) => value !== undefined && value !== "");
  const inner = innerCall(args);
  if (inner) return shorten(`${inner.name} ${summarizeArgs(inner.args)}`);
  const telling = TELLING.flatMap((name) => fields.filter(([field]) => field === name))[0];
  if (telling && typeof telling[1] === "string") return shorten(telling[1]);
  const asked = questionIn(args);
  if (asked !== undefined) return shorten(asked);
  return shorten(
    fields.map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`).join(", "),
  );
}

/** Data as a person reads it: indented JSON, text as it is. */
export function readable(value: unknown): { text: string; language: string } {
  if (typeof value !== "string") return { text: JSON.stringify(value, null, 2) ?? "", language: "json" };
  const trimmed = value.trim();
  if (!/^[[{]/.test(trimmed)) return { text: value, language: "" };
  try {
    return { text: JSON.stringify(JSON.parse(trimmed), null, 2), language: "json" };
  } catch {
    return { text: value, language: "" };
  }
}

/** A tool that calls another one, as OpenClaw's `tool_call` does: which, and with what. */
export function innerCall(args: unknown): { name: string; args: unknown } | undefined {
  if (typeof args !== "object" || args === null) return undefined;
  if (!("id" in args && "args" in args) || typeof args.id !== "string" || typeof args.args !== "object")
    return undefined;
  return { name: args.id.split(":").at(-1) ?? args.id, args: args.args };
}

/** The first of what a person is asked. */
function questionIn(args: object): string | undefined {
  const [first]: unknown[] = "questions" in args && Array.isArray(args.questions) ? args.questions : [];
  const isAsked = typeof first === "object" && first !== null && "question" in first;
  return isAsked && typeof first.question === "string" ? first.question : undefined;
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > MAX_SUMMARY_CHARS ? `${line.slice(0, MAX_SUMMARY_CHARS - 1)}…` : line;
}
