import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { RpcError } from "../protocol/errors.ts";

/** Gives any error the shape that a caller may see. `doing` says in the log what failed. */
export type ShapeFault = (error: unknown, doing: string) => RpcError;

/**
 * An RpcError passes as it is. Anything else is a fault of ours: the log gets it whole, the caller only the id to look
 * for there.
 */
export function createFaults(options: { logger: Logger; newId?: () => string }): ShapeFault {
  const { logger, newId = () => randomUUID().slice(0, 8) } = options;
  return (error, doing) => {
    if (error instanceof RpcError) return error;
    const logId = newId();
    logger.error({ err: error, logId }, `${doing} failed`);
    return new RpcError("INTERNAL", `internal error (log id ${logId})`, { details: { logId }, cause: error });
  };
}
