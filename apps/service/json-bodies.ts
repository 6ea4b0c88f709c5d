/** Bodies as JSON, and nothing else: what is not complete, or nested deeper than anything meaningful, is refused unparsed. */
import type { FastifyInstance } from "fastify";
import { notJson, RefusedBody, tooDeep } from "./request-errors.ts";

const DEEPEST = 100;

/** For this scope and those inside it; any other content type is answered with 415. */
export function readJsonBodies(service: FastifyInstance, contentTypes: readonly string[]): void {
  service.removeAllContentTypeParsers();
  service.addContentTypeParser([...contentTypes], { parseAs: "string" }, (_request, body, done) => {
    const content = String(body).replace(/^\uFEFF/, "");
    if (depthOf(content) > DEEPEST) return done(new RefusedBody(tooDeep()));
    try {
      done(null, JSON.parse(content));
    } catch (failure) {
      done(new RefusedBody(notJson((failure as Error).message)));
    }
  });
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
