/**
 * Elements of a small XML document: names, attributes, text, children.
 *
 * For the settings files inside recordings. No namespaces, no entities but the five that XML defines and character
 * numbers; comments, declarations and CDATA marks are passed over. Never fails: what is not well formed is skipped.
 */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Own text without that of children, trimmed. */
  readonly text: string;
}

interface OpenElement {
  name: string;
  attributes: Map<string, string>;
  children: XmlElement[];
  text: string;
}

const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<!\w[^>]*>|<(\/?)([\w:.-]+)([^<>]*?)(\/?)>|([^<]+)|</g;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const MOST_ELEMENTS = 100_000;

/** The outermost element; undefined if there is none. */
export function parseXml(text: string): XmlElement | undefined {
  const root: OpenElement = { name: "", attributes: new Map(), children: [], text: "" };
  const open: OpenElement[] = [root];
  let count = 0;
  for (const [, cdata, closing, name, attributes, empty, plain] of text.matchAll(TOKEN)) {
    const current = open[open.length - 1];
    if (cdata !== undefined || plain !== undefined) current.text += cdata ?? unescaped(plain);
    if (name === undefined) continue;
    if (closing === "/") {
      const at = open.findLastIndex((element) => element.name === name);
      if (at > 0) while (open.length > at) close(open);
      continue;
    }
    if (++count > MOST_ELEMENTS) break;
    open.push({ name, attributes: parseAttributes(attributes), children: [], text: "" });
    if (empty === "/") close(open);
  }
  while (open.length > 1) close(open);
  return root.children[0];
}

function close(open: OpenElement[]): void {
  const element = open.pop();
  if (element) open[open.length - 1]?.children.push({ ...element, text: element.text.trim() });
}

function parseAttributes(text: string): Map<string, string> {
  return new Map([...text.matchAll(ATTRIBUTE)].map((match) => [match[1], unescaped(match[2] ?? match[3])]));
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

/** Every element below (and including) this one with that name, in order. */
export function descendants(element: XmlElement, name: string): XmlElement[] {
  const own = element.name === name ? [element] : [];
  return [...own, ...element.children.flatMap((child) => descendants(child, name))];
}

/** Text of the first child with that name. */
export function childText(element: XmlElement, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text;
}
