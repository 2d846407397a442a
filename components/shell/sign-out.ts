/** Ends this browser's session on the server and leads to the sign-in page, by a form: there is nothing to wait for here. */
export function signOut(): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/auth/sign-out";
  document.body.append(form);
  form.submit();
}
