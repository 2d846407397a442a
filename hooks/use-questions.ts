"use client";

import { useCallback, useMemo } from "react";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import type { QuestionAnswers, QuestionRecord } from "@/server/protocol/questions.ts";
import { useGateway } from "./gateway-provider.tsx";
import { reduceQuestions } from "./reducers/questions.ts";
import { useFleetSnapshot } from "./use-fleet-snapshot.ts";
import { useGateways } from "./use-gateways.ts";
import { useMay } from "./use-may.ts";
import { useUnexpired } from "./use-unexpired.ts";

/** What an agent asked and waits for, and the gateway that it runs on. */
export interface WaitingQuestion extends QuestionRecord {
  gateway: GatewayInfo;
}

const NO_PARAMS = {};

/** The questions that agents of any gateway wait for, live, what expires first foremost; none for who may not answer. */
export function useQuestions(): readonly WaitingQuestion[] {
  const may = useMay("operator.approvals");
  const { gateways } = useGateways();
  const only = useMemo(() => gateways.map(({ id }) => id), [gateways]);
  const { sources } = useFleetSnapshot("question.list", may ? NO_PARAMS : null, { only, reduce: reduceQuestions });
  return useUnexpired(
    useMemo(
      () =>
        sources.flatMap(({ gateway, data }) =>
          (data?.questions ?? [])
            .filter(({ status }) => status === "pending")
            .map((question) => ({ ...question, gateway })),
        ),
      [sources],
    ),
  );
}

/** Answers a question where it waits; without answers it is declined, and the agent goes on by its own judgement. @throws RpcError */
export function useAnswer(): (
  question: Pick<WaitingQuestion, "id" | "gateway">,
  answers: QuestionAnswers["answers"] | undefined,
) => Promise<unknown> {
  const { sendReq } = useGateway();
  return useCallback(
    ({ id, gateway }, answers) => {
      const params = answers ? { id, answers: { answers: writable(answers) } } : { id, cancel: true as const };
      return sendReq("question.resolve", params, { gateway: gateway.id });
    },
    [sendReq],
  );
}

function writable(answers: QuestionAnswers["answers"]): Record<string, string[]> {
  return Object.fromEntries(Object.entries(answers).map(([id, values]) => [id, [...values]]));
}
