/** A resource as the loopback server keeps it, and the OperationOutcome with which it refuses. */
export interface StoredResource {
  readonly resourceType: string;
  readonly id?: string;
  readonly subject?: { readonly reference?: string };
  readonly patient?: { readonly reference?: string };
  readonly [key: string]: unknown;
}

export function outcome(code: string, text: string): StoredResource {
  return {
    resourceType: "OperationOutcome",
    issue: [{ severity: "error", code, details: { text }, diagnostics: text }],
  };
}
