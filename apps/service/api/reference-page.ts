/**
 * The description of the JSON API for people: one page, made of the same list and schemas as the OpenAPI description.
 *
 * It has no script and no inline style, so that it can be read under the strictest content security policy.
 */
import type { Language } from "@krampe/core/issue/text.ts";
import { API_SCHEMAS, type ApiSchema } from "./api-schema.ts";
import { OPERATIONS, type Operation } from "./operations.ts";

const WORDS = {
  title: { en: "Krampe: JSON interface", nb: "Krampe: JSON-grensesnitt" },
  lead: {
    en: "What is sent is assessed and answered; nothing is kept unless someone asks for it. For clinicians; not for clinical use as distributed.",
    nb: "Det som sendes, vurderes og besvares; ingenting lagres uten at noen ber om det. For klinikere; ikke til klinisk bruk slik den leveres.",
  },
  machine: { en: "For programs: OpenAPI 3.1", nb: "For programmer: OpenAPI 3.1" },
  operations: { en: "What can be asked", nb: "Hva som kan spørres om" },
  schemas: { en: "Forms", nb: "Former" },
  body: { en: "Sent", nb: "Sendes" },
  answer: { en: "Answered", nb: "Besvares med" },
  problems: { en: "Otherwise", nb: "Ellers" },
  required: { en: "required", nb: "må være med" },
  one: { en: "one of", nb: "en av" },
} as const;

export function referencePage(version: string, language: Language): string {
  const word = (key: keyof typeof WORDS) => escaped(WORDS[key][language]);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${word("title")}</title>
<link rel="stylesheet" href="/api/reference.css">
</head>
<body>
<header>
<h1>${word("title")}</h1>
<p>${word("lead")}</p>
<p><a href="/api/openapi.json">${word("machine")}</a> · ${escaped(version)}</p>
</header>
<main>
<h2>${word("operations")}</h2>
${OPERATIONS.map((operation) => operationSection(operation, language)).join("\n")}
<h2>${word("schemas")}</h2>
${Object.keys(API_SCHEMAS)
  .map((name) => schemaSection(name as ApiSchema, language))
  .join("\n")}
</main>
</body>
</html>
`;
}

function operationSection(operation: Operation, language: Language): string {
  const { id, method, path, summary, parameters, body, answer, problems } = operation;
  const word = (key: keyof typeof WORDS) => escaped(WORDS[key][language]);
  const rows = [
    ...parameters.map(({ name, description, options }) => [
      `<code>{${name}}</code>`,
      `${escaped(description[language])}${options ? ` ${word("one")}: ${options.map(code).join(", ")}` : ""}`,
    ]),
    ...(body ? [[word("body"), schemaLink(body)]] : []),
    [word("answer"), `200 ${answer === "lines" ? "application/x-ndjson" : schemaLink(answer)}`],
    ...(problems.length > 0 ? [[word("problems"), `${problems.join(", ")} ${schemaLink("Problem")}`]] : []),
  ];
  return `<section id="${id}">
<h3><span class="method">${method.toUpperCase()}</span> ${code(path)}</h3>
<p>${escaped(summary[language])}</p>
<dl>${rows.map(([term, told]) => `<dt>${term}</dt><dd>${told}</dd>`).join("")}</dl>
</section>`;
}

function schemaLink(name: ApiSchema): string {
  return `<a href="#${name}">${name}</a>`;
}

function schemaSection(name: ApiSchema, language: Language): string {
  const schema = API_SCHEMAS[name] as unknown as Schema;
  const told = schema.description ? `<p>${escaped(schema.description)}</p>` : "";
  return `<section id="${name}"><h3>${name}</h3>${told}${properties(schema, language)}</section>`;
}

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** Properties of an object, and of the objects inside it, as nested lists. */
function properties(schema: Schema, language: Language): string {
  const inner = schema.items ?? schema;
  if (!inner.properties || Object.keys(inner.properties).length === 0) return "";
  const lines = Object.entries(inner.properties).map(([name, property]) => {
    const required = inner.required?.includes(name) ? ` <em>${WORDS.required[language]}</em>` : "";
    const told = property.description ?? property.items?.description;
    const line = `${code(name)} <span class="type">${escaped(typeText(property, language))}</span>${required}${told ? `: ${escaped(told)}` : ""}`;
    const nested = properties(property, language);
    return `<li>${nested === "" ? line : `<details><summary>${line}</summary>${nested}</details>`}</li>`;
  });
  return `<ul>${lines.join("")}</ul>`;
}

function typeText(schema: Schema, language: Language): string {
  if (schema.enum) return `${WORDS.one[language]}: ${schema.enum.join(", ")}`;
  if (schema.anyOf) return schema.anyOf.map((one) => typeText(one, language)).join(" | ");
  if (schema.items) return `${typeText(schema.items, language)}[]`;
  return schema.type ?? "any";
}

function code(text: string): string {
  return `<code>${escaped(text)}</code>`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

export const REFERENCE_STYLE = `:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
section { border-block-start: 1px solid; padding-block: 0.5rem; }
h3 { overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; }
dd { margin: 0; overflow-wrap: anywhere; }
ul { padding-inline-start: 1.25rem; }
summary { cursor: pointer; }
.method { font-weight: 700; }
.type { opacity: 0.85; }
`;
