/** Stands where the first client had its sign-in service: the token is in the address of the page. */
export function useAuth() {
  return { getToken };
}

async function getToken(): Promise<string | null> {
  return new URLSearchParams(location.hash.slice(1)).get("token");
}
