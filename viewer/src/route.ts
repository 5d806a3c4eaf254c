/** The selected entity stands in the address, after `#/`; the list alone has none. */

export function addressOf(key: string): string {
  return `#/${encodeURIComponent(key)}`;
}

/** The key in `hash`; `null` when it names no entity. */
export function keyIn(hash: string): string | null {
  if (!hash.startsWith("#/") || hash.length < 3) return null;
  try {
    return decodeURIComponent(hash.slice(2));
  } catch {
    return null;
  }
}
