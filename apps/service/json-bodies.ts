/**
 * Bodies as JSON, and nothing else: what is not complete, or nested deeper than anything meaningful, is refused unparsed.
 *
 * Bodies that have arrived in the same turn of the event loop are read, and answered as far as that needs no waiting, one after the other
 * before any answer is sent: what the first has brought into the processor's cache then serves the others, where sending in between
 * would have driven it out (bench/service).
 */
import type { FastifyInstance } from "fastify";
import { notJson, RefusedBody, tooDeep } from "./request-errors.ts";

const DEEPEST = 100;

/** For this scope and those inside it; any other content type is answered with 415. */
export function readJsonBodies(service: FastifyInstance, contentTypes: readonly string[]): void {
  const inTurn = turns();
  service.removeAllContentTypeParsers();
  service.addContentTypeParser([...contentTypes], { parseAs: "string" }, (_request, body, done) => {
    inTurn(() => {
      const read = jsonOf(String(body));
      if (read instanceof RefusedBody) done(read);
      else done(null, read.value);
    });
  });
}

/** What is handed in is done when the present turn of the event loop has taken in all that had arrived. */
function turns(): (work: () => void) => void {
  let waiting: (() => void)[] = [];
  const doAll = () => {
    const all = waiting;
    waiting = [];
    for (const work of all) work();
  };
  return (work) => {
    if (waiting.push(work) === 1) setImmediate(doAll);
  };
}

function jsonOf(body: string): { readonly value: unknown } | RefusedBody {
  const content = body.startsWith("\uFEFF") ? body.slice(1) : body;
  if (depthOf(content) > DEEPEST) return new RefusedBody(tooDeep());
  try {
    return { value: JSON.parse(content) };
  } catch (failure) {
    return new RefusedBody(notJson((failure as Error).message));
  }
}

/** How deep brackets stand; those inside strings do not count. */
function depthOf(content: string): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < content.length; i++) {
    const code = content.charCodeAt(i);
    if (code === QUOTE) i = endOfString(content, i);
    else if (code === 0x5b || code === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x5d || code === 0x7d) depth--;
  }
  return deepest;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Where the quote stands that closes a string, or the end if none does. Half of a record is strings: they are passed in one leap. */
function endOfString(content: string, opening: number): number {
  let end = content.indexOf('"', opening + 1);
  while (end !== -1 && isEscaped(content, end)) end = content.indexOf('"', end + 1);
  return end === -1 ? content.length : end;
}

/** Behind an odd number of backslashes. */
function isEscaped(content: string, quote: number): boolean {
  let first = quote;
  while (content.charCodeAt(first - 1) === BACKSLASH) first--;
  return (quote - first) % 2 === 1;
}
