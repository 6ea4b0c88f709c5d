/**
 * The patient kept in this browser, when someone asks for it: as the text of a case file, so that it is read back with the same care as
 * any file.
 */
const KEY = "krampe-patient";

export function keptPatient(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

/** False where the browser keeps nothing. */
export function keepPatient(text: string): boolean {
  try {
    localStorage.setItem(KEY, text);
    return true;
  } catch {
    return false;
  }
}

export function forgetPatient(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}
