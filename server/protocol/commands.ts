/** A command that the gateway understands at the beginning of a message. */
export interface CommandEntry {
  /** Without its slash. */
  name: string;
  /** Each with its slash. */
  textAliases?: readonly string[];
  description: string;
  source: "native" | "skill" | "plugin";
  acceptsArgs: boolean;
  args?: readonly { name: string; description: string; required?: boolean }[];
}
