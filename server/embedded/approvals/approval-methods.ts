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
import type { Audiences, Viewer } from "../audience.ts";
import type { Emit } from "../event-bus.ts";
import { type MethodTable, method } from "../registry.ts";
import type { Approvals, AskedCommand } from "./approvals.ts";
import type { ExecPolicy } from "./exec-policy.ts";
import { allowedOf } from "./record.ts";

/** A command is for those who may see the session that it is to run for. */
export function approvalMethods(approvals: Approvals, policy: ExecPolicy, audiences: Audiences, emit: Emit) {
  const seenBy = (viewer: Viewer) => (command: AskedCommand) =>
    audiences.admits(viewer, command.sessionKey, command.createdAtMs);
  const seen = (id: string, viewer: Viewer) => approvals.seen(id, seenBy(viewer));
  return {
    "exec.approval.list": method(ExecApprovalListParams, (_params, viewer) => approvals.list(seenBy(viewer))),
    "exec.approval.get": method(ExecApprovalIdParams, ({ id }, viewer) => {
      const found = approvals.list(seenBy(viewer)).find((each) => each.id === id);
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
    "exec.approval.waitDecision": method(ExecApprovalIdParams, ({ id }, viewer) => approvals.wait(seen(id, viewer))),
    "exec.approval.resolve": method(ExecApprovalResolveParams, async ({ id, decision }, viewer) => {
      await approvals.resolve(seen(id, viewer), decision, viewer.principal.name);
      return { ok: true as const };
    }),
    "approval.get": method(ExecApprovalIdParams, ({ id }, viewer) => ({ approval: approvals.get(seen(id, viewer)) })),
    "approval.history": method(ApprovalHistoryParams, ({ kind = "exec", ...page }, viewer) =>
      kind === "exec" ? approvals.history(page, seenBy(viewer)) : { items: [] },
    ),
    "approval.resolve": method(ApprovalResolveParams, async ({ id, decision }, viewer) => {
      const { applied } = await approvals.resolve(seen(id, viewer), decision, viewer.principal.name);
      return { applied, approval: approvals.get(id) };
    }),
    "exec.approvals.get": method(ExecApprovalsGetParams, () => policy.snapshot()),
    "exec.approvals.set": method(ExecApprovalsSetParams, async ({ file, baseHash }) => {
      const snapshot = await policy.set(file, baseHash);
      emit("exec.approvals.changed", {});
      return snapshot;
    }),
  } satisfies MethodTable;
}
