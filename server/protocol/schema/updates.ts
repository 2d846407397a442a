import { Type } from "typebox";
import { closed } from "./common.ts";

/** `refreshCheckout` asks where the source of a gateway comes from, which takes a while. */
export const UpdateStatusParams = Type.Object({ refreshCheckout: Type.Optional(Type.Boolean()) }, closed);
/** The newest version of its channel. It answers when the update has begun, not when it is done. */
export const UpdateRunParams = Type.Object({ note: Type.Optional(Type.String({ maxLength: 500 })) }, closed);
