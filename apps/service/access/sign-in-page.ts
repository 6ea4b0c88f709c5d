/** What a person sees when signing in failed: what happened, what to do, and the ways on. Without script, in the person's language. */
import type { Language } from "@krampe/core/issue/text.ts";

const WORDS = {
  title: { en: "Not signed in", nb: "Ikke logget inn" },
  again: { en: "Sign in", nb: "Logg inn" },
  without: { en: "To the application", nb: "Til applikasjonen" },
  code: { en: "For whoever helps you:", nb: "Til den som hjelper deg:" },
} as const;

/** The texts are our own, and hold nothing of a request. */
export function signInPage(language: Language, code: string, message: string, suggestion: string): string {
  const word = (key: keyof typeof WORDS) => WORDS[key][language];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${word("title")} · Krampe</title>
<link rel="stylesheet" href="/api/reference.css">
</head>
<body>
<main>
<h1>${word("title")}</h1>
<p>${message} ${suggestion}</p>
<p><a href="/auth/sign-in">${word("again")}</a> · <a href="/">${word("without")}</a></p>
<p><small>${word("code")} <code>${code}</code></small></p>
</main>
</body>
</html>
`;
}
