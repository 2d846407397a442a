import { currentSession } from "@/hooks/session-source.ts";

/** Ends this browser's session on the server and leads to the sign-in page, by a form: there is nothing to wait for here. */
export function signOut(): void {
  const session = currentSession();
  if (session) void session.signOut().catch(signOutHere);
  else signOutHere();
}

function signOutHere(): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/auth/sign-out";
  document.body.append(form);
  form.submit();
}
