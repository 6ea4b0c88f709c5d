/**
 * From text to FHIR R4 resources: a Bundle, one resource, a list of resources, or NDJSON with one resource a line. What is already
 * parsed goes in by `resourcesIn`.
 *
 * A line that is not JSON is told with its number and the rest is read. Bundles in Bundles are opened. References inside are not
 * resolved here.
 */
import type { Issue } from "../issue/issue.ts";
import { isMap, type Json, map, maps, text } from "./json-access.ts";

export interface ReadResources {
  readonly resources: readonly Resource[];
  readonly issues: readonly Issue[];
  /** A Bundle says that it has a next page: the record holds more than is here. */
  readonly hasMore: boolean;
}

export interface Resource {
  readonly json: Json;
  readonly type: string;
  /** `Observation/123`, or the full URL or place where there is no id. */
  readonly reference: string;
  /** Other names under which it may be referred to. */
  readonly aliases: readonly string[];
}

const MOST_CHARACTERS_PER_LINE = 8_000_000;
const DEEPEST_BUNDLE = 5;

/** Whether a text is meant as FHIR rather than as a case: some object in it has a resourceType. */
export function looksLikeFhir(content: string): boolean {
  const start = content.slice(0, 20_000).trimStart();
  return (start.startsWith("{") || start.startsWith("[")) && /"resourceType"\s*:/.test(content);
}

/** The resources in parsed JSON: a Bundle, one resource, or a list. They are parts of it, not copies. */
export function resourcesIn(value: unknown, file: string): ReadResources {
  const resources: Resource[] = [];
  const issues: Issue[] = [];
  collect(value, { file }, -1, resources, issues, 0);
  return { resources, issues, hasMore: hasMissingPage(issues) };
}

export function readResources(content: string, file: string): ReadResources {
  const whole = content.length <= MOST_CHARACTERS_PER_LINE * 4 ? parsed(content) : undefined;
  if (whole?.ok) return resourcesIn(whole.value, file);
  const issues: Issue[] = [];
  const resources: Resource[] = [];
  const answer = (): ReadResources => ({ resources, issues, hasMore: hasMissingPage(issues) });
  const lines = content.split(/\r?\n/);
  const filled = lines.filter((line) => line.trim() !== "");
  if (filled.length < 2 || !parsed(filled[0]).ok) {
    issues.push(
      notJson(whole?.message ?? `${content.length} characters`, {
        file,
        line: lineOf(whole?.message, content),
      }),
    );
    return answer();
  }
  lines.forEach((line, index) => {
    if (line.trim() === "") return;
    const place = { file, line: index + 1 };
    if (line.length > MOST_CHARACTERS_PER_LINE) {
      issues.push(tooLong(line.length, place));
      return;
    }
    const one = parsed(line);
    if (one.ok) collect(one.value, place, -1, resources, issues, 0);
    else issues.push(notJson(one.message, place));
  });
  return answer();
}

function parsed(content: string): { ok: true; value: unknown } | { ok: false; message: string } {
  try {
    return { ok: true, value: JSON.parse(content.replace(/^\uFEFF/, "")) };
  } catch (error) {
    return { ok: false, message: (error as Error).message };
  }
}

function lineOf(message: string | undefined, content: string): number {
  const position = Number(/position (\d+)/.exec(message ?? "")?.[1] ?? content.length);
  return content.slice(0, position).split("\n").length;
}

type Where = { readonly file: string; readonly line?: number; readonly path?: string };

/** `entry` is the position in the Bundle or list at `place`, or -1 for what lies there itself. */
function collect(
  value: unknown,
  place: Where,
  entry: number,
  resources: Resource[],
  issues: Issue[],
  depth: number,
  fullUrl?: string,
): void {
  if (Array.isArray(value) && depth < DEEPEST_BUNDLE) {
    const list = within(place, entry);
    value.forEach((one, index) => {
      collect(one, { ...list, path: `[${index}]` }, -1, resources, issues, depth + 1);
    });
    return;
  }
  const type = text(value, "resourceType");
  if (!isMap(value) || type === undefined) {
    issues.push(notAResource(within(place, entry)));
    return;
  }
  if (type === "Bundle" && depth < DEEPEST_BUNDLE) {
    const bundle = within(place, entry);
    if (maps(value, "link").some((link) => text(link, "relation") === "next"))
      issues.push(pageMissing(bundle));
    const entries: readonly unknown[] = Array.isArray(value.entry) ? value.entry : [];
    if ("entry" in value && !Array.isArray(value.entry))
      issues.push(notAResource({ ...bundle, path: `${bundle.path ?? ""}entry` }));
    entries.forEach((one, index) => {
      const inner = map(one, "resource");
      if (inner) collect(inner, bundle, index, resources, issues, depth + 1, text(one, "fullUrl"));
      else if (!isMap(one) || !("request" in one)) issues.push(notAResource(within(bundle, index)));
    });
    return;
  }
  const id = text(value, "id");
  const own = id === undefined ? undefined : `${type}/${id}`;
  const name = own ?? fullUrl;
  if (name === undefined)
    resources.push({ json: value, type, reference: placeName(within(place, entry)), aliases: [] });
  else {
    const aliases = own !== undefined && fullUrl !== undefined ? [own, fullUrl] : [name];
    resources.push({ json: value, type, reference: name, aliases });
  }
}

/** Put into words only for what is told or has no name of its own: a record has many entries. */
function within(place: Where, entry: number): Where {
  return entry < 0 ? place : { ...place, path: `${place.path ?? ""}entry[${entry}]` };
}

function placeName({ file, line, path }: Where): string {
  return `${file}:${line ?? path ?? 1}`;
}

function notJson(message: string, place: Where): Issue {
  return {
    code: "not-json",
    severity: "error",
    message: {
      en: `This is not complete JSON (${message}).`,
      nb: `Dette er ikke fullstendig JSON (${message}).`,
    },
    suggestion: {
      en: "Check that the file was sent whole; NDJSON has one resource a line.",
      nb: "Se etter at filen kom hel frem; NDJSON har én ressurs per linje.",
    },
    place,
  };
}

function tooLong(length: number, place: Where): Issue {
  return {
    code: "line-too-long",
    severity: "error",
    message: {
      en: `The line has ${length} characters; at most ${MOST_CHARACTERS_PER_LINE} are read.`,
      nb: `Linjen har ${length} tegn; det leses høyst ${MOST_CHARACTERS_PER_LINE}.`,
    },
    suggestion: { en: "Send one resource a line.", nb: "Send én ressurs per linje." },
    place,
  };
}

const PAGE_MISSING = "record-page-missing";

function hasMissingPage(issues: readonly Issue[]): boolean {
  return issues.some(({ code }) => code === PAGE_MISSING);
}

function pageMissing(place: Where): Issue {
  return {
    code: PAGE_MISSING,
    severity: "warning",
    message: {
      en: "This Bundle is one page of several: what the others say is unknown.",
      nb: "Denne Bundle er én side av flere: det de andre sier er ukjent.",
    },
    suggestion: { en: "Send all pages.", nb: "Send alle sidene." },
    place,
  };
}

function notAResource(place: Where): Issue {
  return {
    code: "not-a-resource",
    severity: "error",
    message: {
      en: "Here a FHIR resource is needed: an object with resourceType.",
      nb: "Her trengs en FHIR-ressurs: et objekt med resourceType.",
    },
    suggestion: { en: "Send R4 resources as JSON.", nb: "Send R4-ressurser som JSON." },
    place,
  };
}
