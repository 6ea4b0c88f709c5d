/** Issues as an OperationOutcome: our own code for programs, words for people, and where in the resource it is. */
import type { Issue } from "../issue/issue.ts";
import type { Language } from "../issue/text.ts";
import type { WrittenResource } from "./write-bundle.ts";

export const KRAMPE_ISSUE = "urn:krampe:issue";

/** The kinds of FHIR (IssueType) for what is not simply something in the content that could not be processed. */
const ISSUE_TYPES: Readonly<Record<string, string>> = {
  "not-json": "structure",
  "not-a-resource": "structure",
  "body-too-deep": "structure",
  "body-too-large": "too-long",
  "not-found": "not-found",
  "patient-not-found": "not-found",
  "method-not-allowed": "not-supported",
  "content-type-not-supported": "not-supported",
  "format-not-supported": "not-supported",
  "address-not-understood": "invalid",
  "wrong-resource-type": "invalid",
  "parameter-not-understood": "invalid",
  "parameter-not-known": "not-supported",
  "several-patients": "multiple-matches",
  "unit-not-convertible": "value",
  "value-without-unit": "value",
  "value-implausible": "value",
  "value-not-a-quantity": "value",
  "value-not-an-option": "code-invalid",
  "value-not-understood": "value",
  "finding-conflict": "conflict",
  "record-date": "value",
  "unknown-finding": "code-invalid",
  "all-well": "informational",
  "internal-mistake": "exception",
};

/** `expressionOf` turns the path of an issue into FHIRPath, or tells that it is none. */
export function operationOutcome(
  issues: readonly Issue[],
  language: Language,
  expressionOf: (path: string) => string | undefined = (path) => path,
): WrittenResource {
  return {
    resourceType: "OperationOutcome",
    issue: issues.map((issue) => {
      const path = issue.place?.path;
      const expression = path === undefined || path === "" ? undefined : expressionOf(path);
      return {
        severity: issue.severity,
        code: typeOf(issue),
        details: {
          coding: [{ system: KRAMPE_ISSUE, code: issue.code }],
          text: issue.message[language],
        },
        diagnostics: [issue.message[language], issue.suggestion?.[language]].filter(Boolean).join(" "),
        ...(expression !== undefined && { expression: [expression] }),
      };
    }),
  };
}

function typeOf({ code, severity }: Issue): string {
  const own = ISSUE_TYPES[code];
  return own ?? (severity === "information" ? "informational" : "processing");
}
