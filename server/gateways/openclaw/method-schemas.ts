import type { JsonSchema } from "../../protocol/method-descriptions.ts";

export interface MethodSchemas {
  params?: JsonSchema;
  result?: JsonSchema;
}

/**
 * What OpenClaw's protocol package publishes for a method: `cron.add` stands there as `CronAddParamsSchema` and
 * `CronAddResultSchema`. Of many methods there is none.
 */
export async function publishedSchemas(method: string): Promise<MethodSchemas> {
  // Half a megabyte that most processes never need.
  const published: Record<string, unknown> = await import("@openclaw/gateway-protocol");
  const name = method
    .split(/[.\-_]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
  const params = schemaIn(published, `${name}ParamsSchema`);
  const result = schemaIn(published, `${name}ResultSchema`);
  return { ...(params && { params }), ...(result && { result }) };
}

function schemaIn(published: Record<string, unknown>, name: string): JsonSchema | undefined {
  const schema = Object.hasOwn(published, name) ? published[name] : undefined;
  return typeof schema === "object" && schema !== null ? schema : undefined;
}
