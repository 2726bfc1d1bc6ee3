// What this browser remembers: the inputs of the last deal, the order that was accepted, and the language.

type Key = "deal" | "locale" | "order";

export function load(key: Key): string | null {
  try {
    return localStorage.getItem(`prorata.${key}`);
  } catch {
    return null; // storage may be forbidden
  }
}

export function store(key: Key, value: string): void {
  try {
    localStorage.setItem(`prorata.${key}`, value);
  } catch {
    // full or forbidden: the page works without memory
  }
}
