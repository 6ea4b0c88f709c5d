/**
 * One line of the audit log, and the chain that holds the lines together.
 *
 * Each entry's hash is SHA-256 over its canonical JSON (keys sorted, no spaces, as RFC 8785), in which the hash of the entry before
 * it stands. Whoever changes, takes out or moves an entry must rewrite all that follow. What a chain cannot show by itself is that its
 * end was cut off; compare with a hash noted elsewhere (`krampe audit verify --head HASH`).
 *
 * An entry says nothing about a patient: its words are lists of our own, checked here.
 */
import { hash } from "node:crypto";

/** What the caller knows; the log adds number, previous hash and hash. */
export interface AuditEvent {
  /** `local`, `token:NAME`, `client:ISSUER` with the practitioner's reference, `user:ISSUER|SUBJECT`. */
  readonly who: string;
  /** Route or action, such as `POST /cds-services/:id`. */
  readonly what: string;
  /** What it was for: a hook service's id, or `-`. */
  readonly why: string;
  readonly knowledgeHash: string;
  readonly at: Date;
}

export interface AuditEntry {
  /** From 1, without gaps. */
  readonly sequence: number;
  /** ISO, UTC, milliseconds. */
  readonly at: string;
  readonly who: string;
  readonly what: string;
  readonly why: string;
  readonly knowledgeHash: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** What stands before the first entry. */
export const NO_HASH = "0".repeat(64);

export function nextEntry(event: AuditEvent, last: AuditEntry | undefined): AuditEntry {
  const unhashed = {
    sequence: (last?.sequence ?? 0) + 1,
    at: event.at.toISOString(),
    who: oneLine(event.who),
    what: oneLine(event.what),
    why: oneLine(event.why),
    knowledgeHash: event.knowledgeHash,
    previousHash: last?.hash ?? NO_HASH,
  };
  return { ...unhashed, hash: hashOf(unhashed) };
}

/** Printable and short: a log that others read must not be written by whoever names himself cleverly. */
function oneLine(text: string): string {
  // Almost all are plain, which is quickly seen.
  if (/^[ -~]*$/.test(text)) return text.slice(0, 300);
  return text.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, "?").slice(0, 300);
}

export function hashOf(entry: Omit<AuditEntry, "hash">): string {
  return hash("sha256", canonicalJson(entry), "hex");
}

/** The keys stand sorted here; of texts and whole numbers JSON.stringify writes what RFC 8785 asks. */
export function canonicalJson(entry: Omit<AuditEntry, "hash">): string {
  const { at, knowledgeHash, previousHash, sequence, what, who, why } = entry;
  return JSON.stringify({ at, knowledgeHash, previousHash, sequence, what, who, why });
}

export interface AuditCheck {
  readonly count: number;
  /** Of the last entry that is whole. */
  readonly head: string;
  /** The first entry that does not fit, and why; undefined when all do. */
  readonly broken?: { readonly sequence: number; readonly reason: "number" | "previous" | "hash" };
}

/** Follows the chain entry by entry, so that a log of any length is checked in little memory. */
export class AuditChainCheck {
  #count = 0;
  #head = NO_HASH;
  #broken: AuditCheck["broken"];

  add(entry: AuditEntry): void {
    if (this.#broken) return;
    const reason = this.#misfit(entry);
    if (reason) {
      this.#broken = { sequence: this.#count + 1, reason };
      return;
    }
    this.#count++;
    this.#head = entry.hash;
  }

  get result(): AuditCheck {
    return { count: this.#count, head: this.#head, ...(this.#broken && { broken: this.#broken }) };
  }

  #misfit(entry: AuditEntry) {
    if (entry.sequence !== this.#count + 1) return "number";
    if (entry.previousHash !== this.#head) return "previous";
    return hashOf(entry) === entry.hash ? undefined : "hash";
  }
}
