const KEY = 'freshet.language';

/** The language that was chosen on an earlier visit. */
export function recallLanguage(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    // A browser that keeps nothing for this site throws; the page works without a memory.
    return null;
  }
}

/** Keeps the chosen language for the next visit. */
export function rememberLanguage(language: string): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // As above.
  }
}
