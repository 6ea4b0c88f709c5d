/** `/ready`: whether the service can answer now, which a load balancer asks. `/health` only says that the process lives. */
import type { FastifyInstance } from "fastify";
import type { Store } from "./store/store.ts";

const LONGEST_MS = 2_000;

export async function readiness(service: FastifyInstance, { store }: { store?: Store }): Promise<void> {
  service.get("/ready", { config: { role: "anyone" } }, async (_request, reply) => {
    const isReady = store === undefined || (await answersInTime(store));
    return reply
      .code(isReady ? 200 : 503)
      .header("cache-control", "no-store")
      .send({ status: isReady ? "ready" : "not ready", store: store ? (isReady ? "up" : "down") : "none" });
  });
}

async function answersInTime(store: Store): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), LONGEST_MS);
  });
  const answered = store.check().then(
    () => true,
    () => false,
  );
  return Promise.race([answered, tooLate]).finally(() => clearTimeout(timer));
}
