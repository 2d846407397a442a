import { X } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { Select } from "@/components/ui/field.tsx";
import { SearchField } from "@/components/ui/search-field.tsx";
import { Segmented } from "@/components/ui/tabs.tsx";
import { type AuditView, KINDS, type Kind, OUTCOMES, type Outcome } from "./use-audit-filter.ts";

const KIND_LABELS: Record<Kind, string> = { all: "All", calls: "Changes", access: "Sign-ins" };
const OUTCOME_LABELS: Record<Outcome, string> = { any: "Any outcome", ok: "Done", failed: "Refused or failed" };

/** What narrows the audit. `whoName`: of the person whose deeds are asked for. */
export function AuditToolbar({ view, whoName }: { view: AuditView; whoName: string | undefined }) {
  const { text, setText, kind, setKind, outcome, setOutcome, who, setWho } = view;
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-2 border-b px-4 py-1">
      <Segmented
        label="Kind"
        value={kind}
        onValueChange={setKind}
        choices={KINDS.map((value) => ({ value, label: KIND_LABELS[value] }))}
      />
      <Select
        aria-label="Outcome"
        value={outcome}
        onChange={(event) => setOutcome(OUTCOMES.find((each) => each === event.target.value) ?? "any")}
      >
        {OUTCOMES.map((value) => (
          <option key={value} value={value}>
            {OUTCOME_LABELS[value]}
          </option>
        ))}
      </Select>
      <SearchField
        label="Search the audit"
        placeholder="Who, where, what, to what"
        value={text}
        onValueChange={setText}
        boxClassName="w-full sm:w-64"
      />
      {who && (
        <Button size="sm" onClick={() => setWho(null)} aria-label={`Show everybody, not only ${whoName ?? who}`}>
          <span className="max-w-40 truncate">{whoName ?? who}</span> <X aria-hidden />
        </Button>
      )}
    </div>
  );
}
