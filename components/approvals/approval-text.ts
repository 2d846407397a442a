import type { Approval, ApprovalScope } from "@/server/protocol/approvals.ts";

/** What it is about, in one line. */
export function subjectOf(approval: Approval): string {
  if (approval.kind === "exec") return approval.request.command;
  const { title, description } = approval.request;
  return description ? `${title}: ${description}` : title;
}

/** What is asked, in a few words. */
export function questionOf(kind: Approval["kind"]): string {
  return QUESTIONS[kind];
}

/** Why somebody is asked, and what goes with a yes, a sentence each. */
export function reasonsOf(approval: Approval): string[] {
  const { request } = approval;
  const scope = "scope" in request && request.scope && counts(approval) ? [scopeText(request.scope)] : [];
  switch (approval.kind) {
    case "exec": {
      const { ask } = approval.request;
      return [
        ask === "always" ? "Its rules ask for every command." : "It is not on the list of allowed commands.",
        ...scope,
      ];
    }
    case "plugin": {
      const { pluginId, toolName } = approval.request;
      const asker = pluginId ? `The plugin ${pluginId} asks` : "A plugin asks";
      return [toolName ? `${asker} before the tool ${toolName} runs.` : `${asker}.`, ...scope];
    }
    case "system-agent":
      return ["The gateway’s own agent proposes this change. Nothing is changed before it is allowed."];
  }
}

/** What the gateway warns of, a line each. */
export function warningsOf(approval: Approval): string[] {
  if (approval.kind !== "exec") return [];
  const { warningText, commandAnalysis } = approval.request;
  const lines = [warningText ?? "", ...(commandAnalysis?.warningLines ?? [])];
  return [...new Set(lines.filter((line) => line !== ""))];
}

const QUESTIONS: Record<Approval["kind"], string> = {
  exec: "May it run this?",
  plugin: "May it do this?",
  "system-agent": "May this be changed?",
};

/** What "always" would mean goes only where "always" can be said. */
function counts({ kind, request }: Approval): boolean {
  if (kind !== "exec") return true;
  const { scope, allowedDecisions } = request;
  return (
    scope?.kind !== "standing-grant" || allowedDecisions === undefined || allowedDecisions.includes("allow-always")
  );
}

function scopeText(scope: ApprovalScope): string {
  switch (scope.kind) {
    case "message-send": {
      const { target, recipientCount, recipients = [], audience } = scope;
      const more = recipientCount - recipients.length;
      const names =
        recipients.length > 0 ? ` (${[...recipients, ...(more > 0 ? [`${more} more`] : [])].join(", ")})` : "";
      const whom = recipientCount === 1 ? "one recipient" : `${recipientCount} recipients`;
      return `A message goes out by ${target} to ${whom}${names}${audience === "external" ? ", outside your organization" : ""}.`;
    }
    case "payment":
      return `${scope.amount} ${scope.currency} are paid to ${scope.target}.`;
    case "external-post":
      return `It is posted to ${scope.target}, ${scope.visibility === "public" ? "for everybody to see" : "for some to see"}.`;
    case "standing-grant": {
      const { automation, expiresInDays } = scope;
      const term = expiresInDays === undefined ? "until that is revoked" : `for ${expiresInDays} days`;
      return `“Always allow” lets the scheduled job “${automation}” run this very command by itself ${term}.`;
    }
  }
}
