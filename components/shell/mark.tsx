import type { ComponentProps } from "react";

/** Mission Control's sign. */
export function Mark(props: ComponentProps<"svg">) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" {...props}>
      <rect width="24" height="24" rx="6" className="fill-accent" />
      <path d="M5 15.5a7 7 0 0 1 14 0" fill="none" stroke="white" strokeWidth="1.75" strokeLinecap="round" />
      <path d="m12 15.5 3.2-4.6" fill="none" stroke="white" strokeWidth="1.75" strokeLinecap="round" />
      <circle cx="12" cy="15.5" r="1.6" fill="white" />
    </svg>
  );
}
