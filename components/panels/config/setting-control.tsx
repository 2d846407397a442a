import { Input, Select } from "@/components/ui/field.tsx";
import { Switch } from "@/components/ui/toggles.tsx";
import { REDACTED } from "@/server/protocol/config-document.ts";
import type { Control } from "./config-facts.ts";
import { JsonControl } from "./json-control.tsx";

export interface SettingControlProps {
  id: string;
  noteId: string;
  name: string;
  control: Control;
  /** What the document says; undefined when nothing. */
  value: unknown;
  /** What counts when the document says nothing. */
  fallback: unknown;
  isInvalid: boolean;
  disabled: boolean;
  /** `undefined` takes the setting out of the document. */
  onChange: (value: unknown) => void;
}

/** The control of a setting. Left empty, it has its default. */
export function SettingControl(props: SettingControlProps) {
  const { id, noteId, control, value, fallback, isInvalid, disabled, onChange } = props;
  const shared = { id, disabled, "aria-describedby": noteId, "aria-invalid": isInvalid || undefined };
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  const hint = typeof fallback === "string" || typeof fallback === "number" ? String(fallback) : "Not set";

  switch (control.kind) {
    case "boolean":
      return (
        <Switch
          id={id}
          disabled={disabled}
          aria-describedby={noteId}
          checked={(value ?? fallback) === true}
          onCheckedChange={onChange}
        />
      );
    case "choice":
      return (
        <Select
          {...shared}
          className="w-full"
          value={text}
          onChange={({ target }) => onChange(target.value || undefined)}
        >
          <option value="">{hint === "Not set" ? hint : `Default: ${hint}`}</option>
          {control.choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </Select>
      );
    case "number":
      return (
        <Input
          {...shared}
          type="number"
          min={control.minimum}
          max={control.maximum}
          placeholder={hint}
          value={text}
          onChange={({ target }) => onChange(target.value === "" ? undefined : target.valueAsNumber)}
        />
      );
    case "secret":
      return (
        <Input
          {...shared}
          type="password"
          autoComplete="new-password"
          placeholder={value === REDACTED ? "Kept; write another to replace it" : "Not set"}
          value={value === REDACTED ? "" : text}
          onChange={({ target }) => onChange(target.value || undefined)}
        />
      );
    case "text":
      return (
        <Input
          {...shared}
          spellCheck={false}
          placeholder={hint}
          value={text}
          onChange={({ target }) => onChange(target.value || undefined)}
        />
      );
    case "json":
      return <JsonControl {...props} />;
  }
}
