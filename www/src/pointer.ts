// JSON pointers (RFC 6901): the engine names places by them, and so do the page's inputs.

export const at = (...keys: (string | number)[]): string =>
  keys.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

const keysOf = (path: string): string[] =>
  path.split("/").slice(1).map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));

/** The value at `path`, or undefined. */
export function get(document: unknown, path: string): unknown {
  return keysOf(path).reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], document);
}

/** A copy of the document with `value` at `path`; undefined takes the field or element out. Missing objects are made. */
export function put<T>(document: T, path: string, value: unknown): T {
  return putKeys(document, keysOf(path), value) as T;
}

function putKeys(node: unknown, [key, ...rest]: string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(node)) {
    const copy: unknown[] = [...node];
    const index = key === "-" ? copy.length : Number(key);
    if (rest.length === 0 && value === undefined) copy.splice(index, 1);
    else copy[index] = putKeys(copy[index], rest, value);
    return copy;
  }
  const copy: Record<string, unknown> = { ...(node as Record<string, unknown> | undefined) };
  const next = putKeys(copy[key], rest, value);
  if (next === undefined) delete copy[key];
  else copy[key] = next;
  return copy;
}
