import { Type } from "typebox";
import { closed, NonEmpty } from "./common.ts";

export const CommandsListParams = Type.Object(
  {
    agentId: Type.Optional(NonEmpty),
    /** `text`: those that can be typed. */
    scope: Type.Optional(Type.Union([Type.Literal("text"), Type.Literal("native"), Type.Literal("both")])),
  },
  closed,
);
