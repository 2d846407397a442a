import { Type } from "typebox";
import { closed, NonEmpty } from "./common.ts";

export const NodeListParams = Type.Object({}, closed);
export const NodeDescribeParams = Type.Object({ nodeId: NonEmpty }, closed);
