/**
 * Adds to the audit log and to the feedback of a store as fast as it can, and prints each entry's hash and each feedback's id once it is
 * committed. Ends when killed.
 */
import { writeSync } from "node:fs";
import { feedbackId } from "../hook-feedback.ts";
import { openStore } from "../store.ts";

const [place] = process.argv.slice(2);
const store = await openStore(place.startsWith("postgres:") ? { url: place } : { folder: place });
async function write(writer: number): Promise<never> {
  for (let index = 0; ; index++) {
    const why = `${process.pid}-${writer}-${index}`;
    const event = { who: "local", what: "write", why, knowledgeHash: "k", at: new Date() };
    const { hash } = await store.audit.append(event);
    writeSync(1, `audit ${hash}\n`);
    await store.keepFeedback("s", [
      { card: why, outcome: "accepted", outcomeTimestamp: "2026-11-22T12:00:00Z" },
    ]);
    writeSync(1, `feedback ${feedbackId("s", why, "accepted")}\n`);
  }
}
await Promise.all([1, 2, 3, 4].map(write));
