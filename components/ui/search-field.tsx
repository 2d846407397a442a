import { Search, X } from "lucide-react";
import type { ComponentProps, KeyboardEvent, ReactNode } from "react";
import { cn } from "./cn.ts";
import { Input } from "./field.tsx";
import { IconButton } from "./icon-button.tsx";

interface SearchFieldProps
  extends Omit<ComponentProps<"input">, "aria-label" | "children" | "onChange" | "type" | "value"> {
  /** What is searched, for those who do not see it. */
  label: string;
  /** Default: the label. */
  placeholder?: string;
  value: string;
  onValueChange: (value: string) => void;
  /** Of the box around the field. */
  boxClassName?: string;
  /** More controls at its end. */
  children?: ReactNode;
}

/** Words to look for. Escape takes them away, and leaves the field when there are none. */
export function SearchField({
  label,
  placeholder = label,
  value,
  onValueChange,
  onKeyDown,
  boxClassName,
  className,
  children,
  ...props
}: SearchFieldProps) {
  function press(event: KeyboardEvent<HTMLInputElement>) {
    onKeyDown?.(event);
    if (event.key !== "Escape" || event.defaultPrevented) return;
    // Else the browser would clear it a second time, past whoever holds the value.
    event.preventDefault();
    if (value) onValueChange("");
    else event.currentTarget.blur();
  }

  return (
    <div className={cn("relative", boxClassName)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-faint"
      />
      <Input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onValueChange(event.target.value)}
        onKeyDown={press}
        className={cn("pr-8 pl-8 [&::-webkit-search-cancel-button]:hidden", className)}
        {...props}
      />
      <div className="absolute inset-y-0 right-0.5 flex items-center">
        {value && <IconButton label="Clear the search" icon={X} onClick={() => onValueChange("")} />}
        {children}
      </div>
    </div>
  );
}
