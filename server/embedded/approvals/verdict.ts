import type { AllowlistEntry, ExecApprovalsFile, ExecAsk, ExecSecurity } from "../../protocol/approvals.ts";

export const DEFAULTS = {
  security: "allowlist",
  ask: "on-miss",
  askFallback: "deny",
  autoAllowSkills: false,
} as const satisfies { security: ExecSecurity; ask: ExecAsk; askFallback: ExecSecurity; autoAllowSkills: boolean };

export interface Verdict {
  /** `ask`: a person decides. */
  outcome: "allow" | "deny" | "ask";
  security: ExecSecurity;
  ask: ExecAsk;
  /** The entry that allows it. */
  entry?: AllowlistEntry;
}

/** What an agent's rules say to a command. Rules that this version does not know are the strictest ones. */
export function verdictOn(file: ExecApprovalsFile, agentId: string, command: string): Verdict {
  const own = file.agents?.[agentId];
  const security = securityOf(own?.security ?? file.defaults?.security);
  const ask = askOf(own?.ask ?? file.defaults?.ask);
  const rules = { security, ask };
  if (security === "deny") return { outcome: "deny", ...rules };
  if (ask === "always") return { outcome: "ask", ...rules };
  if (security === "full") return { outcome: "allow", ...rules };
  const entry = [...(own?.allowlist ?? []), ...(file.agents?.["*"]?.allowlist ?? [])].find((each) =>
    isAllowed(each, command),
  );
  if (entry) return { outcome: "allow", entry, ...rules };
  return { outcome: ask === "off" ? "deny" : "ask", ...rules };
}

/**
 * Whether an entry stands for a command. One made by "always" stands for that very command. A pattern of one word names
 * a program, with any arguments; a longer one the whole line, with `*` for anything. A line that holds more than
 * one command, or reads or writes elsewhere by the shell's signs, fits no pattern.
 */
export function isAllowed({ pattern, commandText, argPattern }: AllowlistEntry, command: string): boolean {
  const line = command.trim();
  if (commandText !== undefined) return commandText.trim() === line;
  // Of what is not understood nothing is allowed.
  if (argPattern !== undefined) return false;
  if (pattern.trim() === line) return true;
  if (SHELL_SIGNS.test(line)) return false;
  const wanted = pattern.trim();
  const [program = ""] = line.split(/\s+/);
  if (!/\s/.test(wanted)) return wanted !== "*" && globbed(wanted).test(program);
  return globbed(wanted).test(line);
}

/** With these a line does more than call one program with words. */
const SHELL_SIGNS = /[;&|<>$`\\(){}\n\r]|^\s*\w+=/;

function globbed(pattern: string): RegExp {
  const source = pattern
    .split(/\*+/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("[^\\n]*");
  return new RegExp(`^${source}$`);
}

function securityOf(value: string | undefined): ExecSecurity {
  if (value === undefined) return DEFAULTS.security;
  return value === "allowlist" || value === "full" ? value : "deny";
}

function askOf(value: string | undefined): ExecAsk {
  if (value === undefined) return DEFAULTS.ask;
  return value === "off" || value === "on-miss" ? value : "always";
}
