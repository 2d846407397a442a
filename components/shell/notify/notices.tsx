import { useEffect, useRef } from "react";
import { subjectOf } from "@/components/approvals/approval-text.ts";
import { onGateway } from "@/components/ui/address-gateway.ts";
import { navigate } from "@/components/ui/navigate.ts";
import { useGateway } from "@/hooks/gateway-provider.tsx";
import { useApprovals } from "@/hooks/use-approvals.ts";
import { useQuestions } from "@/hooks/use-questions.ts";

/** How many approvals and questions that were told of are known again. */
const REMEMBERED = 1_000;

interface Notice {
  title: string;
  body: string;
  /** A newer one with the same tag takes its place. */
  tag: string;
  /** Where it leads. */
  href: string;
}

/** Tells of approvals and questions that wait and of runs that end while the page is not looked at. */
export default function Notices() {
  const { waiting } = useApprovals();
  const questions = useQuestions();
  const { onChatMessage } = useGateway();
  const known = useRef<ReadonlySet<string>>(new Set());

  useEffect(() => {
    for (const approval of waiting) {
      const { id, request } = approval;
      if (known.current.has(id)) continue;
      const title = `${request.agentId ?? "An agent"} waits for your approval`;
      notify({ title, body: subjectOf(approval).slice(0, 200), tag: `approval:${id}`, href: "/approvals" });
    }
    for (const { id, agentId, sessionKey, gateway, questions: asked } of questions) {
      if (known.current.has(id)) continue;
      const href = sessionKey ? onGateway(`/chat/${encodeURIComponent(sessionKey)}`, gateway.id) : "/approvals";
      const body = asked.map(({ question }) => question).join(" ");
      notify({ title: `${agentId ?? "An agent"} asks you`, body: body.slice(0, 200), tag: `question:${id}`, href });
    }
    // One that is away for a moment, because its gateway is, is not told of again.
    known.current = new Set([...known.current, ...[...waiting, ...questions].map(({ id }) => id)].slice(-REMEMBERED));
  }, [waiting, questions]);

  useEffect(
    () =>
      onChatMessage((event, { gateway }) => {
        if (event.state !== "final" && event.state !== "error") return;
        const { agentId = "An agent", sessionKey } = event;
        const failed = event.state === "error";
        notify({
          title: failed ? `A run of ${agentId} failed` : `${agentId} has answered`,
          body: failed ? event.errorMessage : sessionKey,
          tag: `run:${sessionKey}`,
          href: onGateway(`/chat/${encodeURIComponent(sessionKey)}`, gateway),
        });
      }),
    [onChatMessage],
  );
  return null;
}

function notify({ title, body, tag, href }: Notice): void {
  if (!document.hidden || typeof Notification === "undefined" || Notification.permission !== "granted") return;
  try {
    const shown = new Notification(title, { body, tag });
    shown.onclick = () => {
      window.focus();
      navigate(href);
      shown.close();
    };
  } catch {
    // Browsers of phones show them from a service worker only.
  }
}
