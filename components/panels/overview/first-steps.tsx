import { Bot, KeyRound, type LucideIcon, MessageSquare } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button.tsx";
import { CommandLine } from "@/components/ui/command-line.tsx";
import { Link } from "@/components/ui/link.tsx";
import { useStatus } from "@/hooks/use-status.ts";

const WITH_KEY = "OPENAI_API_KEY=… npm start";

/** For whoever is here for the first time: three things that lead from nothing to a working agent. */
export function FirstSteps() {
  const { status } = useStatus();
  return (
    <section aria-label="First steps" className="grid gap-3">
      <h2 className="font-semibold text-lg">Welcome. Three steps to a working agent</h2>
      <ol className="grid gap-3 lg:grid-cols-3">
        <Step icon={MessageSquare} title="1. Say something">
          <p>
            {status?.model.configured
              ? "Ask your agent something, or have it do something: what it thinks, does and says shows as it happens."
              : "The built-in operator answers plain commands such as “status” or “list sessions”, with no model and no key."}
          </p>
          <Button asChild variant="primary" className="justify-self-start">
            <Link href="/chat">Open the chat</Link>
          </Button>
        </Step>
        <Step icon={KeyRound} title="2. Give it a model">
          {status?.model.configured ? (
            <p>
              Done: <code className="font-mono text-text text-xs">{status.model.primary}</code> answers.
            </p>
          ) : (
            <>
              <p>Stop the server and start it with a key of OpenAI or Anthropic, or the address of a model of yours.</p>
              <CommandLine command={WITH_KEY} />
            </>
          )}
        </Step>
        <Step icon={Bot} title="3. Make it yours">
          <p>Each agent has files that say who it is and what it remembers. Edit them, or create another agent.</p>
          <Button asChild className="justify-self-start">
            <Link href="/agents">Open the agents</Link>
          </Button>
        </Step>
      </ol>
    </section>
  );
}

function Step({ icon: Icon, title, children }: { icon: LucideIcon; title: string; children: ReactNode }) {
  return (
    <li className="grid content-start gap-2 rounded-lg border bg-surface p-4 text-muted text-sm">
      <p className="flex items-center gap-2 font-medium text-base text-text">
        <Icon aria-hidden className="size-4 text-accent-text" /> {title}
      </p>
      {children}
    </li>
  );
}
