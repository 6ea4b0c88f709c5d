/** Adds to the audit log of a store as fast as it can, and prints each entry's hash once it is committed. Ends when killed. */
import { writeSync } from "node:fs";
import { openStore } from "../store.ts";

const [place] = process.argv.slice(2);
const store = await openStore(place.startsWith("postgres:") ? { url: place } : { folder: place });
async function write(writer: number): Promise<never> {
  for (let index = 0; ; index++) {
    const event = {
      who: "local",
      what: "write",
      why: `${writer}-${index}`,
      knowledgeHash: "k",
      at: new Date(),
    };
    const { hash } = await store.audit.append(event);
    writeSync(1, `${hash}\n`);
  }
}
await Promise.all([1, 2, 3, 4].map(write));
