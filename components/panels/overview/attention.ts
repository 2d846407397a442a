import { subjectOf } from "@/components/approvals/approval-text.ts";
import { previewOf, titleOf } from "@/components/sessions/session-title.ts";
import { onGateway } from "@/components/ui/address-gateway.ts";
import { money } from "@/components/ui/format.ts";
import type { Spending } from "@/hooks/spending.ts";
import type { Approval } from "@/server/protocol/approvals.ts";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import type { QuestionRecord } from "@/server/protocol/questions.ts";
import type { SessionRow } from "@/server/protocol/sessions.ts";

/** Something that fails, or waits for the person who looks. */
export interface AttentionItem {
  id: string;
  kind: "failing" | "waiting";
  about: "gateway" | "budget" | "question" | "approval" | "session";
  title: string;
  /** Why, or what to do. */
  detail: string;
  /** Where it is dealt with; undefined when it is not dealt with here. */
  href: string | undefined;
  /** A command that mends it. */
  command?: string;
  /** The gateway that it is on, where there are several. */
  origin?: string;
  /** Milliseconds since 1970. */
  since: number;
}

/** Sessions of one gateway, which is named where there are others beside it. */
export interface GatewaySessions {
  gateway: GatewayInfo | undefined;
  rows: readonly SessionRow[];
}

/** What waits, and what the agent is called that wants it. */
export type NamedApproval = Approval & { agentName?: string };

/** What an agent asked, what it is called, and the gateway that its address names. */
export type NamedQuestion = QuestionRecord & { agentName: string; gateway: Pick<GatewayInfo, "id"> };

/** What waits, each with its agent's name where that is known, else its id: gateways may have agents of one id. */
export function named<Each extends Approval & { gateway: Pick<GatewayInfo, "id"> }>(
  waiting: readonly Each[],
  nameOf: (agentId: string, gateway: string) => string | undefined,
): (Each & { agentName?: string })[] {
  return waiting.map((approval) => {
    const { agentId } = approval.request;
    return agentId ? { ...approval, agentName: nameOf(agentId, approval.gateway.id) || agentId } : approval;
  });
}

/** A failure that nobody looked at for this long is history. */
const RECENT_MS = 24 * 3_600_000;

const FAILURES: Partial<Record<NonNullable<SessionRow["status"]>, string>> = {
  failed: "The run failed.",
  timeout: "The run took longer than it may.",
  interrupted: "The gateway stopped in the middle of the run.",
};

/**
 * What is failing or waiting now: gateways first, then what failed, then questions and approvals, then answers. The
 * newest first, but of what waits for a decision the oldest, which expires first.
 */
export function attentionOf(
  gateways: readonly GatewayInfo[],
  sessions: readonly GatewaySessions[],
  now: number,
  spending: readonly Spending[] = [],
  approvals: readonly NamedApproval[] = [],
  questions: readonly NamedQuestion[] = [],
): AttentionItem[] {
  const items = [
    ...gateways.flatMap(ofGateway),
    ...spending.flatMap((each) => ofBudget(each, now)),
    ...questions.map(ofQuestion),
    ...approvals.map(ofApproval),
    ...sessions.flatMap(({ gateway, rows }) => rows.flatMap((row) => ofSession(row, gateway, now))),
  ];
  const rank = ({ about, kind }: AttentionItem) =>
    about === "gateway" ? 0 : kind === "failing" ? 1 : isDecision(about) ? 2 : 3;
  const age = ({ about, since }: AttentionItem) => (isDecision(about) ? since : -since);
  return items.sort((a, b) => rank(a) - rank(b) || age(a) - age(b));
}

/** How many of which, in words: "1 gateway, 2 runs". */
export function countsOf(items: readonly AttentionItem[], kind: AttentionItem["kind"]): string {
  const counts = Object.entries(NOUNS[kind]).flatMap(([about, noun]) => {
    const count = items.filter((item) => item.kind === kind && item.about === about).length;
    return count > 0 ? `${count} ${noun}${count > 1 ? "s" : ""}` : [];
  });
  return counts.join(", ");
}

const NOUNS: Record<AttentionItem["kind"], Record<AttentionItem["about"], string>> = {
  failing: { gateway: "gateway", budget: "budget", question: "question", approval: "approval", session: "run" },
  waiting: { gateway: "gateway", budget: "budget", question: "question", approval: "approval", session: "answer" },
};

function ofGateway({ id, name, status }: GatewayInfo): AttentionItem[] {
  if (status.state !== "unavailable") return [];
  const { reason, code, fix, command, since } = status;
  const waits = code === "pairing" || code === "scope-upgrade";
  const detail = fix ? `${reason} ${fix}` : reason;
  return [
    {
      id: `gateway:${id}`,
      kind: waits ? "waiting" : "failing",
      about: "gateway",
      title: waits ? `${name} waits for approval` : `${name} is not connected`,
      detail,
      href: undefined,
      command,
      since,
    },
  ];
}

function ofApproval(approval: NamedApproval): AttentionItem {
  const { id, createdAtMs, agentName = "An agent" } = approval;
  const title = `${agentName} waits for your approval`;
  return {
    id: `approval:${id}`,
    kind: "waiting",
    about: "approval",
    title,
    detail: subjectOf(approval),
    href: "/approvals",
    since: createdAtMs,
  };
}

function ofQuestion({ id, questions, sessionKey, createdAtMs, agentName, gateway }: NamedQuestion): AttentionItem {
  return {
    id: `question:${id}`,
    kind: "waiting",
    about: "question",
    title: `${agentName} asks you`,
    detail: questions.map(({ question }) => question).join(" "),
    href: sessionKey ? onGateway(`/chat/${encodeURIComponent(sessionKey)}`, gateway.id) : "/approvals",
    since: createdAtMs,
  };
}

/** A run waits until somebody decides, and goes on without a decision after a time. */
function isDecision(about: AttentionItem["about"]): boolean {
  return about === "approval" || about === "question";
}

const PERIODS: Record<Spending["period"], string> = { day: "Today's budget", month: "This month's budget" };

function ofBudget({ period, level, spent, budget }: Spending, now: number): AttentionItem[] {
  if (level === "fine") return [];
  return [
    {
      id: `budget:${period}`,
      kind: level === "over" ? "failing" : "waiting",
      about: "budget",
      title: `${PERIODS[period]} is ${level === "over" ? "" : "nearly "}used up`,
      detail: `${money(spent)} of ${money(budget)} is spent.`,
      href: "/usage",
      since: now,
    },
  ];
}

function ofSession(row: SessionRow, gateway: GatewayInfo | undefined, now: number): AttentionItem[] {
  const common = {
    about: "session" as const,
    id: gateway ? `session:${gateway.id} ${row.key}` : `session:${row.key}`,
    title: titleOf(row),
    href: onGateway(`/chat/${encodeURIComponent(row.key)}`, gateway?.id),
    ...(gateway && { origin: gateway.name }),
    since: row.updatedAt,
  };
  const failure = row.status && FAILURES[row.status];
  if (failure && !row.hasActiveRun && now - row.updatedAt < RECENT_MS) {
    return [{ ...common, kind: "failing", detail: row.lastRunError ?? failure }];
  }
  if (row.unread && !row.hasActiveRun) {
    return [{ ...common, kind: "waiting", detail: previewOf(row) || "Has an answer that nobody has read." }];
  }
  return [];
}
