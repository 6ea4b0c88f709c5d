/**
 * The values and places of a YAML or JSON text without anything out of the ordinary, several times faster than `yaml` reads it.
 *
 * What is out of the ordinary is left to `yaml`, which also tells what is wrong: mistakes, several documents, directives, tags,
 * anchors, aliases, doubled keys, keys that are no words, empty list items, a lone scalar. Plain scalars mean what they mean to `yaml`.
 *
 * Source: YAML 1.2.2, § 10.3.2 (core schema).
 */
import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE } from "js-yaml";

export interface PlainDocument {
  readonly value: unknown;
  readonly node: PlainNode;
}

export interface PlainNode {
  /** Where it begins, in characters from the start of the text. */
  readonly start: number;
  /** Of a map: each key's own place, and its value. */
  readonly pairs?: ReadonlyMap<string, { readonly keyStart: number; readonly node: PlainNode }>;
  /** Of a list. */
  readonly items?: readonly PlainNode[];
}

type Scalar = Extract<Event, { type: typeof EVENT_ID.SCALAR }>;

/** Nothing if the text is not of the plain kind, or not valid. */
export function readPlainDocument(text: string, deepest: number): PlainDocument | undefined {
  if (/^\uFEFF|\r(?!\n)/.test(text)) return undefined;
  try {
    const events = parseEvents(text, { maxDepth: deepest });
    return isOnePlainDocument(events) ? new Reading(text, events).document() : undefined;
  } catch {
    return undefined;
  }
}

function isOnePlainDocument(events: readonly Event[]): boolean {
  return events.every((event, index) => {
    if (event.type === EVENT_ID.DOCUMENT) return index === 0 && event.directives.length === 0;
    if (event.type === EVENT_ID.POP) return true;
    return event.type !== EVENT_ID.ALIAS && event.anchorStart === -1 && event.tagStart === -1;
  });
}

class NotPlain extends Error {}

/** One walk through the events of a text. */
class Reading {
  private readonly text: string;
  private readonly events: readonly Event[];
  private next = 1;

  constructor(text: string, events: readonly Event[]) {
    this.text = text;
    this.events = events;
  }

  document(): PlainDocument {
    if (this.events[this.next]?.type === EVENT_ID.SCALAR) throw new NotPlain();
    return this.one();
  }

  private one(): PlainDocument {
    const event = this.events[this.next++];
    switch (event?.type) {
      case EVENT_ID.SCALAR:
        return { value: scalarValue(event, this.text), node: { start: startOf(event, this.text) } };
      case EVENT_ID.SEQUENCE:
        return this.list(event.start);
      case EVENT_ID.MAPPING:
        return this.map(event.start);
      default:
        throw new NotPlain();
    }
  }

  private list(start: number): PlainDocument {
    const value: unknown[] = [];
    const items: PlainNode[] = [];
    while (!this.closes()) {
      const item = this.one();
      if (item.node.start === -1) throw new NotPlain();
      value.push(item.value);
      items.push(item.node);
    }
    return { value, node: { start, items } };
  }

  private map(start: number): PlainDocument {
    const value: Record<string, unknown> = {};
    const pairs = new Map<string, { keyStart: number; node: PlainNode }>();
    while (!this.closes()) {
      const event = this.events[this.next++];
      if (event.type !== EVENT_ID.SCALAR || event.valueStart === -1) throw new NotPlain();
      const key = getScalarValue(this.text, event);
      if (pairs.has(key) || key === "__proto__") throw new NotPlain();
      const inner = this.one();
      value[key] = inner.value;
      pairs.set(key, { keyStart: startOf(event, this.text), node: inner.node });
    }
    return { value, node: { start, pairs } };
  }

  private closes(): boolean {
    if (this.events[this.next].type !== EVENT_ID.POP) return false;
    this.next++;
    return true;
  }
}

/** -1 where nothing is written. */
function startOf({ style, valueStart }: Scalar, text: string): number {
  switch (style) {
    case SCALAR_STYLE.PLAIN:
      return valueStart;
    case SCALAR_STYLE.LITERAL_BLOCK:
      return text.lastIndexOf("|", valueStart);
    case SCALAR_STYLE.FOLDED_BLOCK:
      return text.lastIndexOf(">", valueStart);
    default:
      return valueStart - 1;
  }
}

const NULL = /^(?:~|[Nn]ull|NULL)?$/;
const TRUE = /^(?:[Tt]rue|TRUE)$/;
const FALSE = /^(?:[Ff]alse|FALSE)$/;
const NUMBER = /^(?:0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)$/;
const INFINITE = /^([-+]?)\.(?:inf|Inf|INF)$/;
const NO_NUMBER = /^\.(?:nan|NaN|NAN)$/;
/** With what a plain scalar begins that may be something else than text. */
const MAYBE_NOT_TEXT = /^(?:[-+.0-9~nNtTfF]|$)/;

function scalarValue(event: Scalar, text: string): unknown {
  const written = getScalarValue(text, event);
  if (event.style !== SCALAR_STYLE.PLAIN || !MAYBE_NOT_TEXT.test(written)) return written;
  if (NUMBER.test(written)) return Number(written);
  if (NULL.test(written)) return null;
  if (TRUE.test(written)) return true;
  if (FALSE.test(written)) return false;
  const infinite = INFINITE.exec(written);
  if (infinite) return infinite[1] === "-" ? -Infinity : Infinity;
  return NO_NUMBER.test(written) ? Number.NaN : written;
}
