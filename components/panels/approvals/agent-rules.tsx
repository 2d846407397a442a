import { Plus, Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Field, Input, Select } from "@/components/ui/field.tsx";
import { Section } from "@/components/ui/page.tsx";
import type { AllowlistEntry, ExecApprovalsSnapshot, ExecAsk, ExecSecurity } from "@/server/protocol/approvals.ts";
import type { AgentRules as Rules } from "./use-rules.ts";

const SECURITY: Record<ExecSecurity, string> = {
  deny: "Nothing runs",
  allowlist: "What is on the list",
  full: "Everything",
};
const ASK: Record<ExecAsk, string> = {
  off: "Never",
  "on-miss": "For what is not on the list",
  always: "For every command",
};

/** One agent's rules and its list; every change is kept at once. */
export function AgentRules({
  agentId,
  snapshot: { file, resolvedDefaults },
  busy,
  onChange,
}: {
  agentId: string;
  snapshot: ExecApprovalsSnapshot;
  busy: boolean;
  onChange: (agentId: string, rules: Rules) => Promise<void>;
}) {
  const own = file.agents?.[agentId] ?? {};
  const list = own.allowlist ?? [];
  const change = (fields: Partial<Rules>) => onChange(agentId, { ...own, ...fields });
  const security = own.security ?? file.defaults?.security ?? resolvedDefaults?.security ?? "allowlist";
  const ask = own.ask ?? file.defaults?.ask ?? resolvedDefaults?.ask ?? "on-miss";
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Runs by itself">
          {(control) => (
            <Select
              {...control}
              value={security}
              disabled={busy}
              onChange={({ target }) => change({ security: target.value })}
            >
              {Object.entries(SECURITY).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Asks a person">
          {(control) => (
            <Select {...control} value={ask} disabled={busy} onChange={({ target }) => change({ ask: target.value })}>
              {Object.entries(ASK).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <Section title="Allowed commands">
        <ul aria-label="Allowed commands">
          {list.map((entry, index) => (
            <Entry
              key={entry.id ?? entry.pattern}
              entry={entry}
              busy={busy}
              onRemove={() => change({ allowlist: list.toSpliced(index, 1) })}
            />
          ))}
        </ul>
        {list.length === 0 && <p className="px-3 py-3 text-muted text-sm">None yet. "Always allow" adds to it.</p>}
        <AddEntry busy={busy} onAdd={(pattern) => change({ allowlist: [...list, { pattern }] })} />
      </Section>
    </>
  );
}

function Entry({ entry, busy, onRemove }: { entry: AllowlistEntry; busy: boolean; onRemove: () => void }) {
  return (
    <li className="flex items-center gap-3 border-b px-3 py-2">
      <code className="min-w-0 flex-1 font-mono text-sm [overflow-wrap:anywhere]">{entry.pattern}</code>
      {entry.source === "allow-always" && <Badge>always allowed</Badge>}
      <Button variant="ghost" size="icon-sm" aria-label={`Remove ${entry.pattern}`} disabled={busy} onClick={onRemove}>
        <Trash2 aria-hidden />
      </Button>
    </li>
  );
}

function AddEntry({ busy, onAdd }: { busy: boolean; onAdd: (pattern: string) => Promise<void> }) {
  const [pattern, setPattern] = useState("");
  async function add(event: FormEvent) {
    event.preventDefault();
    await onAdd(pattern.trim());
    setPattern("");
  }
  return (
    <form onSubmit={add} className="flex flex-wrap items-end gap-2 p-3">
      <div className="min-w-48 flex-1">
        <Field label="Command to allow" hint="A program, as in git, or a line with * for anything, as in npm run *.">
          {(control) => (
            <Input
              {...control}
              value={pattern}
              className="font-mono"
              autoComplete="off"
              spellCheck={false}
              onChange={({ target }) => setPattern(target.value)}
            />
          )}
        </Field>
      </div>
      <Button type="submit" busy={busy} disabled={pattern.trim() === ""} className="mb-5.5">
        <Plus aria-hidden /> Allow
      </Button>
    </form>
  );
}
