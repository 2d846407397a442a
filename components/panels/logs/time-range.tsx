import { Clock } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Field, Input } from "@/components/ui/field.tsx";
import { timeFormat } from "@/components/ui/locale.ts";
import { Popover } from "@/components/ui/menu.tsx";
import { LAST_RANGES, type LastRange } from "./use-log-params.ts";

export interface RangeParams {
  last: LastRange | null;
  from: Date | null;
  to: Date | null;
}

const LAST = Object.entries(LAST_RANGES) as [LastRange, { label: string }][];

const short = timeFormat({ dateStyle: "short", timeStyle: "medium" });

/** From when to when: the last minutes, or two points in time. */
export function TimeRange({ value, onChange }: { value: RangeParams; onChange: (range: RangeParams) => void }) {
  const [open, setOpen] = useState(false);
  const choose = (last: LastRange | null) => {
    onChange({ last, from: null, to: null });
    setOpen(false);
  };
  const { from, to } = value;
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label="Time range"
      className="grid w-60 gap-3"
      trigger={
        <Button size="sm">
          <Clock aria-hidden />
          <span className="max-w-56 truncate">{rangeLabel(value)}</span>
        </Button>
      }
    >
      <div className="grid">
        <RangeButton label="Any time" pressed={!value.last && !from && !to} onPress={() => choose(null)} />
        {LAST.map(([name, { label }]) => (
          <RangeButton key={name} label={label} pressed={value.last === name} onPress={() => choose(name)} />
        ))}
      </div>
      <div className="grid gap-2 border-t pt-3">
        <Point label="From" time={from} onChange={(time) => onChange({ last: null, from: time, to })} />
        <Point label="To" time={to} onChange={(time) => onChange({ last: null, from, to: time })} />
      </div>
    </Popover>
  );
}

function RangeButton({ label, pressed, onPress }: { label: string; pressed: boolean; onPress: () => void }) {
  return (
    <Button
      variant="ghost"
      size="sm"
      aria-pressed={pressed}
      onClick={onPress}
      className="justify-start aria-pressed:bg-selected aria-pressed:text-text"
    >
      {label}
    </Button>
  );
}

function Point({ label, time, onChange }: { label: string; time: Date | null; onChange: (time: Date | null) => void }) {
  return (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          type="datetime-local"
          step={1}
          value={time ? localValue(time) : ""}
          onChange={({ target }) => onChange(target.value ? new Date(target.value) : null)}
        />
      )}
    </Field>
  );
}

function rangeLabel({ last, from, to }: RangeParams): string {
  if (last) return LAST_RANGES[last].label;
  if (from && to) return `${short.format(from)} – ${short.format(to)}`;
  if (from) return `Since ${short.format(from)}`;
  return to ? `Until ${short.format(to)}` : "Any time";
}

/** What an input of the kind `datetime-local` shows: local time without a zone. */
function localValue(time: Date): string {
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
