/** Issues as lines that an editor can jump to: `file:line:column: error: message (code)`. */
import type { Issue } from "@krampe/core/issue/issue.ts";
import type { Language } from "@krampe/core/issue/text.ts";

const SEVERITY = {
  error: { en: "error", nb: "feil" },
  warning: { en: "warning", nb: "advarsel" },
  information: { en: "note", nb: "merknad" },
} as const;

export function issueLine(issue: Issue, language: Language): string {
  const { place } = issue;
  const where = [place?.file, place?.line, place?.column].filter((part) => part !== undefined).join(":");
  const path = place?.path && place.line === undefined ? ` [${place.path}]` : "";
  const suggestion = issue.suggestion ? ` ${issue.suggestion[language]}` : "";
  const head = where === "" ? "" : `${where}: `;
  return visible(
    `${head}${SEVERITY[issue.severity][language]}: ${issue.message[language]}${suggestion}${path} (${issue.code})`,
  );
}

/** What the input held must not steer the terminal: control characters are shown as what they are. */
function visible(line: string): string {
  return Array.from(line, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x20 || (code >= 0x7f && code < 0xa0)
      ? `\\x${code.toString(16).padStart(2, "0")}`
      : character;
  }).join("");
}

/** Errors first; at most `most` lines, and how many were left out. */
export function issueLines(issues: readonly Issue[], language: Language, most = 200): string {
  const rank = { error: 0, warning: 1, information: 2 };
  const sorted = [...issues].sort((a, b) => rank[a.severity] - rank[b.severity]);
  const lines = sorted.slice(0, most).map((issue) => issueLine(issue, language));
  if (sorted.length > most) lines.push(`… +${sorted.length - most}`);
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}
