/**
 * A YAML or JSON text as plain values, and where in the text each of them stands.
 *
 * What is wrong with a value is mostly found later, by someone who knows what it means; `placeOf` then gives line and column.
 * JSON is a subset of YAML, so that one reader serves both: `js-yaml`, which is fast, for what is written as usual, and `yaml`
 * for the rest and to say what is wrong. Untrusted text is safe here: only plain values are made, aliases
 * may not multiply (the *billion laughs*), and a document that is too large or too deep is refused.
 */
import { isMap, isNode, isPair, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import type { Issue, Place, Result } from "./issue.ts";
import { failure, success } from "./issue.ts";
import { type PlainNode, readPlainDocument } from "./read-plain-document.ts";
import type { Text } from "./text.ts";

export interface LocatedDocument {
  readonly value: unknown;
  /** The place of the value at a path, or of the nearest one around it. */
  placeOf(path: readonly (string | number)[]): Place;
}

const MOST_CHARACTERS = 8_000_000;
const DEEPEST = 60;

export function readLocatedDocument(text: string, file: string): Result<LocatedDocument> {
  if (text.length > MOST_CHARACTERS) return failure(tooLarge(text.length, file));
  const plain = readPlainDocument(text, DEEPEST);
  if (!plain) return readWithYaml(text, file);
  let lineCounter: LineCounter | undefined;
  return success({
    value: plain.value,
    placeOf: (path) => {
      lineCounter ??= countLines(text);
      return placeAt(offsetIn(plain.node, path), path, lineCounter, file);
    },
  });
}

/** Whatever is out of the ordinary, and what is wrong. */
function readWithYaml(text: string, file: string): Result<LocatedDocument> {
  if (bracketDepth(text) > DEEPEST || indentationDepth(text) > DEEPEST) return failure(tooDeep(file));
  const lineCounter = new LineCounter();
  let document: ReturnType<typeof parseDocument>;
  let value: unknown;
  try {
    document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: true, stringKeys: true });
    if (document.errors.length > 0) {
      return failure(...document.errors.slice(0, 5).map((error) => notYaml(error, lineCounter, file)));
    }
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    return failure(error instanceof RangeError ? tooDeep(file) : notReadable(error, file));
  }
  return success({
    value,
    placeOf: (path) => placeAt(offsetInYaml(document.contents as Node | null, path), path, lineCounter, file),
  });
}

function countLines(text: string): LineCounter {
  const lineCounter = new LineCounter();
  lineCounter.addNewLine(0);
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) {
    lineCounter.addNewLine(end + 1);
  }
  return lineCounter;
}

function placeAt(
  offset: number,
  path: readonly (string | number)[],
  lineCounter: LineCounter,
  file: string,
): Place {
  const { line, col } = lineCounter.linePos(offset);
  return { file, line, column: col, path: pathText(path) };
}

function offsetIn(root: PlainNode, path: readonly (string | number)[]): number {
  let node = root;
  let offset = root.start;
  for (const step of path) {
    const pair = node.pairs?.get(step as string);
    const inner = pair?.node ?? node.items?.[step as number];
    if (!inner) break;
    offset = pair?.keyStart ?? inner.start;
    node = inner;
  }
  return offset;
}

function offsetInYaml(contents: Node | null, path: readonly (string | number)[]): number {
  let node: unknown = contents;
  let offset = contents?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isNode(item.key) && item.key.toJSON() === step);
      if (!pair) break;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === "number" && isNode(node.items[step])) {
      node = node.items[step];
      offset = (node as Node).range?.[0] ?? offset;
    } else break;
  }
  return offset;
}

/** `entry[3].resource.code`. */
export function pathText(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (text, step) => (typeof step === "number" ? `${text}[${step}]` : text === "" ? step : `${text}.${step}`),
    "",
  );
}

/** Depth of brackets, and of sequences in sequences: an attacker's way to exhaust the stack of a parser. */
function bracketDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x5b || code === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x5d || code === 0x7d) depth = Math.max(0, depth - 1);
  }
  const dashes = /(?:^|\n) *((?:- ){60,})/.exec(text);
  return dashes ? DEEPEST + 1 : deepest;
}

/** How many lines, one within the other, are indented ever further. */
function indentationDepth(text: string): number {
  const open: number[] = [];
  let deepest = 0;
  for (const [, spaces] of text.matchAll(/^( *)[^ \r\n]/gm)) {
    while (open.length > 0 && open[open.length - 1] >= spaces.length) open.pop();
    open.push(spaces.length);
    deepest = Math.max(deepest, open.length);
  }
  return deepest;
}

function notYaml(
  error: { message: string; pos: [number, number]; code: string },
  lineCounter: LineCounter,
  file: string,
): Issue {
  const { line, col } = lineCounter.linePos(error.pos[0]);
  const { said, suggestion } = SYNTAX[error.code] ?? {
    said: { en: error.message, nb: "teksten kan ikke deles opp" },
  };
  return {
    code: "not-yaml",
    severity: "error",
    message: {
      en: `This is not valid YAML or JSON: ${said.en}.`,
      nb: `Dette er ikke gyldig YAML eller JSON: ${said.nb}.`,
    },
    suggestion: suggestion ?? {
      en: "Check the indentation, the quotes and that the file is complete. Put a value with brackets in quotes.",
      nb: "Se på innrykk og anførselstegn, og at filen er hel. Sett en verdi med klammer i anførselstegn.",
    },
    place: { file, line, column: col },
  };
}

/** What the parser's codes mean to someone who wrote the file. */
const SYNTAX: Readonly<Record<string, { readonly said: Text; readonly suggestion?: Text }>> = {
  MULTIPLE_DOCS: {
    said: { en: "it holds several documents", nb: "den har flere dokumenter" },
    suggestion: { en: "Give one patient a file, without '---'.", nb: "Gi én pasient per fil, uten «---»." },
  },
  DUPLICATE_KEY: {
    said: { en: "the same key stands twice", nb: "den samme nøkkelen står to ganger" },
    suggestion: { en: "Remove one of the two.", nb: "Fjern den ene." },
  },
  NON_STRING_KEY: { said: { en: "a key is not a word", nb: "en nøkkel er ikke et ord" } },
  TAB_AS_INDENT: {
    said: { en: "a tab is used for indentation", nb: "det er brukt tabulator til innrykk" },
    suggestion: { en: "Indent with spaces.", nb: "Bruk mellomrom til innrykk." },
  },
  BAD_INDENT: { said: { en: "the indentation does not fit", nb: "innrykket passer ikke" } },
  MISSING_CHAR: {
    said: {
      en: "a quote, bracket or colon is missing",
      nb: "et anførselstegn, en klamme eller et kolon mangler",
    },
  },
  UNEXPECTED_TOKEN: {
    said: { en: "something stands here that does not belong", nb: "her står det noe som ikke hører hjemme" },
  },
};

function notReadable(error: unknown, file: string): Issue {
  return {
    code: "document-refused",
    severity: "error",
    message: {
      en: `The document was refused while it was read: ${(error as Error).message}`,
      nb: "Dokumentet ble avvist under lesingen: det viser for mye til seg selv eller er for dypt.",
    },
    suggestion: {
      en: "Write the values out instead of using aliases.",
      nb: "Skriv verdiene ut i stedet for å vise til dem.",
    },
    place: { file },
  };
}

function tooLarge(length: number, file: string): Issue {
  return {
    code: "document-too-large",
    severity: "error",
    message: {
      en: `The document has ${length} characters; the most that is read at once is ${MOST_CHARACTERS}.`,
      nb: `Dokumentet har ${length} tegn; det meste som leses på én gang er ${MOST_CHARACTERS}.`,
    },
    suggestion: {
      en: "Give one patient a file, or send records as NDJSON, one resource a line.",
      nb: "Gi én pasient per fil, eller send journaldata som NDJSON, én ressurs per linje.",
    },
    place: { file },
  };
}

function tooDeep(file: string): Issue {
  return {
    code: "document-too-deep",
    severity: "error",
    message: {
      en: `The document is nested more than ${DEEPEST} levels deep.`,
      nb: `Dokumentet er nøstet mer enn ${DEEPEST} nivåer dypt.`,
    },
    suggestion: { en: "Check that it is the file you meant.", nb: "Se etter at det er riktig fil." },
    place: { file },
  };
}
