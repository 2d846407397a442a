import { RpcError } from "../../protocol/errors.ts";
import {
  ApprovalHistoryParams,
  ApprovalResolveParams,
  ExecApprovalIdParams,
  ExecApprovalListParams,
  ExecApprovalRequestParams,
  ExecApprovalResolveParams,
  ExecApprovalsGetParams,
  ExecApprovalsSetParams,
} from "../../protocol/schema/approvals.ts";
import { type MethodTable, method } from "../registry.ts";
import type { Approvals } from "./approvals.ts";
import type { ExecPolicy } from "./exec-policy.ts";
import { allowedOf } from "./record.ts";

export function approvalMethods(approvals: Approvals, policy: ExecPolicy) {
  return {
    "exec.approval.list": method(ExecApprovalListParams, () => approvals.list()),
    "exec.approval.get": method(ExecApprovalIdParams, ({ id }) => {
      const found = approvals.list().find((each) => each.id === id);
      if (!found) throw new RpcError("NOT_FOUND", "No such command waits: it was decided, it expired, or never was.");
      const { request, expiresAtMs } = found;
      return {
        id,
        commandText: request.command,
        allowedDecisions: allowedOf(request),
        host: request.host ?? null,
        nodeId: null,
        agentId: request.agentId ?? null,
        expiresAtMs,
      };
    }),
    "exec.approval.request": method(ExecApprovalRequestParams, async (params) => {
      const { id, timeoutMs, twoPhase, unavailableDecisions, ...request } = params;
      const allowedDecisions = allowedOf(request).filter((each) => !unavailableDecisions?.some((no) => no === each));
      const asked = await approvals.request({ ...request, allowedDecisions }, { id, timeoutMs });
      const { createdAtMs, expiresAtMs } = asked;
      if (twoPhase) return { status: "accepted" as const, id: asked.id, createdAtMs, expiresAtMs };
      return approvals.wait(asked.id);
    }),
    "exec.approval.waitDecision": method(ExecApprovalIdParams, ({ id }) => approvals.wait(id)),
    "exec.approval.resolve": method(ExecApprovalResolveParams, async ({ id, decision }, { principal }) => {
      await approvals.resolve(id, decision, principal.name);
      return { ok: true as const };
    }),
    "approval.get": method(ExecApprovalIdParams, ({ id }) => ({ approval: approvals.get(id) })),
    "approval.history": method(ApprovalHistoryParams, ({ kind = "exec", ...page }) =>
      kind === "exec" ? approvals.history(page) : { items: [] },
    ),
    "approval.resolve": method(ApprovalResolveParams, async ({ id, decision }, { principal }) => {
      const { applied } = await approvals.resolve(id, decision, principal.name);
      return { applied, approval: approvals.get(id) };
    }),
    "exec.approvals.get": method(ExecApprovalsGetParams, () => policy.snapshot()),
    "exec.approvals.set": method(ExecApprovalsSetParams, ({ file, baseHash }) => policy.set(file, baseHash)),
  } satisfies MethodTable;
}
