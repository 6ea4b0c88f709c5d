/** What proves who someone is: 256 random bits, of which only the hash is kept. So many random bits need no slow hash. */
import { createHash, randomBytes } from "node:crypto";

export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

export function secretHash(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
