import { Tabs as TabsPrimitive, ToggleGroup } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";

export interface Choice<Value extends string> {
  value: Value;
  label: ReactNode;
  /** Said instead of a label that is only an icon. */
  name?: string;
}

/** Pages of one matter, one shown at a time. */
export function Tabs<Value extends string>({
  value,
  onValueChange,
  choices,
  label,
  children,
  className,
}: {
  value: Value;
  onValueChange: (value: Value) => void;
  choices: readonly Choice<Value>[];
  label: string;
  /** The shown page. */
  children: ReactNode;
  className?: string;
}) {
  return (
    <TabsPrimitive.Root
      value={value}
      onValueChange={(next) => onValueChange(next as Value)}
      className={cn("flex min-h-0 flex-col", className)}
    >
      <TabsPrimitive.List aria-label={label} className="flex overflow-x-auto border-b px-2">
        {choices.map((choice) => (
          <TabsPrimitive.Trigger
            key={choice.value}
            value={choice.value}
            aria-label={choice.name}
            className="-mb-px h-9 shrink-0 border-transparent border-b-2 px-2 text-muted text-sm transition-colors hover:text-text focus-visible:-outline-offset-2 data-[state=active]:border-accent-text data-[state=active]:text-text"
          >
            {choice.label}
          </TabsPrimitive.Trigger>
        ))}
      </TabsPrimitive.List>
      <TabsPrimitive.Content value={value} className="min-h-0 flex-1 focus-visible:outline-offset-[-2px]">
        {children}
      </TabsPrimitive.Content>
    </TabsPrimitive.Root>
  );
}

/** One of a few, all in sight. */
export function Segmented<Value extends string>({
  value,
  onValueChange,
  choices,
  label,
}: {
  value: Value;
  onValueChange: (value: Value) => void;
  choices: readonly Choice<Value>[];
  label: string;
}) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(next) => next && onValueChange(next as Value)}
      className="inline-flex h-control w-fit items-center rounded-md border bg-sunken p-0.5"
    >
      {choices.map((choice) => (
        <ToggleGroup.Item
          key={choice.value}
          value={choice.value}
          aria-label={choice.name}
          className="inline-flex h-full items-center gap-1.5 rounded-sm px-2 text-muted text-xs transition-colors hover:text-text data-[state=on]:bg-raised data-[state=on]:text-text data-[state=on]:shadow-sm [&_svg]:size-3.5"
        >
          {choice.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
