import * as initial from "./0001-initial.ts";
import * as bindings from "./0002-bindings.ts";
import * as cron from "./0003-cron.ts";
import * as circleMessages from "./0004-circle-messages.ts";
import * as access from "./0005-access.ts";

/** One step of the schema: SQL that goes there and SQL that goes back. */
export interface Migration {
  name: string;
  up: string;
  down: string;
}

/** In order; a migration's number is its place here, counted from 1. Add at the end, never change one. */
export const MIGRATIONS: readonly Migration[] = [initial, bindings, cron, circleMessages, access];
