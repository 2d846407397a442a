import type { Scope } from "./frames.ts";

/** The parts of JSON Schema that panels read; there may be more. */
export interface JsonSchema {
  type?: string | string[];
  description?: string;
  properties?: { [name: string]: JsonSchema };
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  minimum?: number;
  additionalProperties?: boolean | JsonSchema;
}

/** What can be told of a method before it is called. */
export interface MethodDescription {
  name: string;
  /** What the caller needs. */
  scope: Scope;
  /** It changes nothing. */
  readsOnly: boolean;
  answeredBy: "mission-control" | "gateway";
  /** Of its params, where one is published. */
  params?: JsonSchema;
  /** Of its result, where one is published. */
  result?: JsonSchema;
}

export interface MethodsDescribeResult {
  /** By name. */
  methods: MethodDescription[];
}
