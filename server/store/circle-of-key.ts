import { type RawBuilder, sql } from "kysely";
import { CIRCLE_MARK } from "../protocol/circles.ts";

/**
 * SQL for the circle in a column of session keys, empty when there is none: what `circleIn` says of a key.
 * `column` is written by the program, never by a caller.
 */
export function circleSql(column: string): string {
  const rest = `substr(${column}, instr(${column}, '${CIRCLE_MARK}') + ${CIRCLE_MARK.length})`;
  return `CASE WHEN instr(${column}, '${CIRCLE_MARK}') = 0 THEN '' ELSE substr(${rest}, 1, instr(${rest} || ':', ':') - 1) END`;
}

/** The same for a statement's builder. */
export function circleOfKey(column: string): RawBuilder<string> {
  return sql.raw<string>(circleSql(column));
}
