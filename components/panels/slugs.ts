/**
 * The first part of every panel's address, in the order of the sidebar. The server reads them here: the registry itself
 * would put every panel's code into every page.
 */
export const PANEL_SLUGS = [
  "overview",
  "chat",
  "sessions",
  "approvals",
  "circles",
  "agents",
  "workspace",
  "memory",
  "skills",
  "cron",
  "usage",
  "logs",
  "channels",
  "instances",
  "nodes",
  "gateways",
  "access",
  "config",
  "debug",
  "settings",
  "design",
] as const;

export type PanelSlug = (typeof PANEL_SLUGS)[number];

/** What `/` shows as long as nobody chose another. */
export const HOME: PanelSlug = "overview";
