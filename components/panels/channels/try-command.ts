/**
 * A command for a POSIX shell with curl and openssl that says hello to a webhook account, signed as Standard Webhooks
 * says.
 * @param url where the account takes posts
 * @param secret `whsec_` and base64
 */
export function tryCommand(url: string, secret: string): string {
  return [
    `secret='${secret}'`,
    `body='{"text":"hello","peer":"me"}'`,
    `at=$(date +%s)`,
    `key=$(printf %s "\${secret#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')`,
    `signature=$(printf %s "try-$at.$at.$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)`,
    `curl -sS '${url}' -H 'content-type: application/json' -H "webhook-id: try-$at" \\`,
    `  -H "webhook-timestamp: $at" -H "webhook-signature: v1,$signature" -d "$body"`,
  ].join("\n");
}
