import { Type } from "typebox";
import { closed, NonEmpty } from "./common.ts";

const MAX_ANSWER_CHARS = 16_000;

export const QuestionListParams = Type.Object({}, closed);
export const QuestionResolveParams = Type.Union([
  Type.Object(
    {
      id: NonEmpty,
      answers: Type.Object(
        {
          answers: Type.Record(
            Type.String({ maxLength: 200 }),
            Type.Array(Type.String({ maxLength: MAX_ANSWER_CHARS }), { maxItems: 20 }),
          ),
        },
        closed,
      ),
    },
    closed,
  ),
  Type.Object({ id: NonEmpty, cancel: Type.Literal(true) }, closed),
]);
