import type { GatewayDirectory } from "../gateways/directory.ts";
import { publishedSchemas } from "../gateways/openclaw/method-schemas.ts";
import type { JsonSchema, MethodDescription, MethodsDescribeResult } from "../protocol/method-descriptions.ts";
import { onlyReads } from "../protocol/read-only.ts";
import { MethodsDescribeParams } from "../protocol/schema/gateways.ts";
import { scopeOf } from "./methods.ts";
import { type OwnMethod, ownMethod } from "./own-method.ts";

/**
 * `methods.describe`: which methods there are for a gateway, and what those that are named take and give.
 * @param own Mission Control's other methods
 * @param embeddedParams the schema of a method's params, when the embedded gateway answers it
 */
export function describeMethod(options: {
  directory: GatewayDirectory;
  own: readonly OwnMethod[];
  embeddedParams: (method: string) => JsonSchema | undefined;
}): OwnMethod {
  const { directory, embeddedParams } = options;
  const own = new Map(options.own.map((method) => [method.name, method]));

  return ownMethod("methods.describe", MethodsDescribeParams, async (params, call): Promise<MethodsDescribeResult> => {
    const gateway = directory.resolve(call.principal, call.gateway);
    const isOwn = (name: string) => own.has(name) || name === "methods.describe";
    const facts = (name: string): MethodDescription => ({
      name,
      scope: scopeOf(name),
      readsOnly: onlyReads(name),
      answeredBy: isOwn(name) ? "mission-control" : "gateway",
    });
    const schemas = async (name: string) => {
      const published = await publishedSchemas(name);
      const ours = name === "methods.describe" ? MethodsDescribeParams : own.get(name)?.schema;
      const params = ours ?? (gateway.kind === "embedded" ? embeddedParams(name) : undefined) ?? published.params;
      return { ...(params && { params }), ...(published.result && { result: published.result }) };
    };

    const names = new Set([...own.keys(), "methods.describe", ...gateway.methods]);
    if (!params.methods) return { methods: [...names].sort().map(facts) };
    const known = params.methods.filter((name) => names.has(name));
    return { methods: await Promise.all(known.map(async (name) => ({ ...facts(name), ...(await schemas(name)) }))) };
  });
}
