import { cn } from "@/components/ui/cn.ts";
import { Input } from "@/components/ui/field.tsx";
import type { Question, QuestionOption } from "@/server/protocol/questions.ts";
import { type AnswerDraft, pick, write } from "./answers.ts";

interface QuestionFieldProps {
  /** Holds its choices together; unique on the page. */
  name: string;
  question: Question;
  draft: AnswerDraft;
  onChange: (draft: AnswerDraft) => void;
}

/** One question: its choices, and room for words of one's own where they count. */
export function QuestionField({ name, question, draft, onChange }: QuestionFieldProps) {
  const { options, isSecret = false, multiSelect = false, secretStore } = question;
  const takesWords = question.isOther || isSecret || options.length === 0;
  return (
    <fieldset className="grid min-w-0 gap-1.5">
      <legend className="mb-1.5 font-medium text-sm [overflow-wrap:anywhere]">
        {question.question}
        {multiSelect && <span className="ml-2 font-normal text-muted text-xs">several may be chosen</span>}
      </legend>
      {options.map((option) => (
        <Choice
          key={option.label}
          name={name}
          option={option}
          isMany={multiSelect}
          checked={draft.picked.includes(option.label)}
          onPick={() => onChange(pick(draft, option.label, multiSelect))}
        />
      ))}
      {takesWords && (
        <Input
          type={isSecret ? "password" : "text"}
          autoComplete="off"
          aria-label={`${options.length > 0 ? "Another answer to" : "Answer to"} “${question.question}”`}
          placeholder={isSecret ? "Kept from the agent" : options.length > 0 ? "Or in your own words" : "Your answer"}
          value={draft.own}
          onChange={(event) => onChange(write(draft, event.target.value, multiSelect))}
          className="max-sm:h-11"
        />
      )}
      {secretStore && (
        <p className="text-muted text-xs">
          The gateway keeps it as <code className="font-mono">{secretStore.name}</code>; neither the agent nor the
          transcript gets to see it. {secretStore.reason}
        </p>
      )}
    </fieldset>
  );
}

function Choice(props: {
  name: string;
  option: QuestionOption;
  isMany: boolean;
  checked: boolean;
  onPick: () => void;
}) {
  const { label, description } = props.option;
  return (
    <label
      className={cn(
        "flex cursor-pointer items-baseline gap-2.5 rounded-md border bg-surface px-2.5 py-1.5 text-sm transition-colors hover:bg-hover max-sm:py-2.5",
        props.checked && "border-accent bg-accent-soft hover:bg-accent-soft",
      )}
    >
      <input
        type={props.isMany ? "checkbox" : "radio"}
        name={props.name}
        checked={props.checked}
        onChange={props.onPick}
        className="shrink-0 translate-y-0.5 accent-accent"
      />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {label}
        {description && <span className="ml-2 text-muted text-xs">{description}</span>}
      </span>
    </label>
  );
}
