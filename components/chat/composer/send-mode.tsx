import { useId } from "react";

const MODES = [
  { steers: false, label: "Queue", hint: "It waits for the run to end" },
  { steers: true, label: "Steer", hint: "It goes into the run that goes on" },
] as const;

/** What a message does while a run goes on. */
export function SendMode({ steers, onChange }: { steers: boolean; onChange: (steers: boolean) => void }) {
  const name = useId();
  return (
    <fieldset className="flex h-7 items-center rounded-md border bg-sunken p-0.5 text-xs">
      <legend className="sr-only">What a message does while a run goes on</legend>
      {MODES.map((mode) => (
        <label
          key={mode.label}
          title={mode.hint}
          className="flex h-full cursor-pointer items-center rounded-sm px-2 text-muted transition-colors hover:text-text has-checked:bg-raised has-checked:text-text has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={name}
            checked={steers === mode.steers}
            onChange={() => onChange(mode.steers)}
            className="sr-only"
          />
          {mode.label}
        </label>
      ))}
    </fieldset>
  );
}
