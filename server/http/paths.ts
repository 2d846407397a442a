/** What stood in place of each `{name}` of a path. */
export type PathParams = Readonly<Record<string, string>>;

/**
 * Holds a path against a pattern such as `/api/sessions/{key}/history`; each `{name}` stands for one segment, decoded.
 * Undefined when it is another path, or one that cannot be decoded.
 */
export function matchPath(pattern: string, path: string): PathParams | undefined {
  if (!pattern.includes("{")) return pattern === path ? {} : undefined;
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? "";
    if (segment.startsWith("{")) {
      const decoded = decode(value);
      if (!decoded) return undefined;
      params[segment.slice(1, -1)] = decoded;
    } else if (segment !== value) return undefined;
  }
  return params;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
