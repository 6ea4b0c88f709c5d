/** Every route that a service answers, read from the tree that Fastify prints, so that a new route is in the tests that try them all. */
import type { FastifyInstance } from "fastify";

export interface Route {
  readonly path: string;
  readonly methods: readonly string[];
}

export function routesOf(service: FastifyInstance): Route[] {
  const above: string[] = [];
  const routes: Route[] = [];
  for (const line of service.printRoutes({ commonPrefix: false }).split("\n")) {
    const [, indent = "", part = "", methods] = /^([│ ]*)[├└]── (\S+?)(?: \((.+)\))?$/.exec(line) ?? [];
    if (part === "" || part === "*") continue;
    const depth = indent.length / 4;
    above.length = depth;
    above.push(part);
    if (methods !== undefined) routes.push({ path: above.join(""), methods: methods.split(", ") });
  }
  return routes;
}
