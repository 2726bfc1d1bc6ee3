// What this browser remembers: the inputs of the last deal, the orders and their documents, and the language.

type Key = "deal" | "locale" | "order" | "billing";

export function load(key: Key): string | null {
  try {
    return localStorage.getItem(`prorata.${key}`);
  } catch {
    return null; // storage may be forbidden
  }
}

/** Whether it is kept: storage may be full or forbidden, and the page works without memory. */
export function store(key: Key, value: string): boolean {
  try {
    localStorage.setItem(`prorata.${key}`, value);
    return true;
  } catch {
    return false;
  }
}
