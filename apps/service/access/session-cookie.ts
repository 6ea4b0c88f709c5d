/**
 * The two cookies of signing in: one while it is under way, one for the session. Neither holds more than a random secret.
 *
 * No script can read them. Over TLS they are bound to this host alone (`__Host-`); in the clear they exist on loopback only. The
 * session's is never sent with what another site started; the one under way must come back from the provider's site.
 */
import type { FastifyReply, FastifyRequest } from "fastify";

export type CookieKind = "session" | "sign-in";

const LONGEST_S: Readonly<Record<CookieKind, number>> = { session: 10 * 3_600, "sign-in": 600 };

export function cookieOf(request: FastifyRequest, kind: CookieKind, isSecure: boolean): string | undefined {
  const value = request.cookies[cookieName(kind, isSecure)];
  return value !== undefined && /^[\w-]{43}$/.test(value) ? value : undefined;
}

export function setCookie(reply: FastifyReply, kind: CookieKind, isSecure: boolean, secret: string): void {
  reply.setCookie(cookieName(kind, isSecure), secret, {
    ...attributes(kind, isSecure),
    maxAge: LONGEST_S[kind],
  });
}

export function clearCookie(reply: FastifyReply, kind: CookieKind, isSecure: boolean): void {
  reply.setCookie(cookieName(kind, isSecure), "", { ...attributes(kind, isSecure), maxAge: 0 });
}

function cookieName(kind: CookieKind, isSecure: boolean): string {
  return `${isSecure ? "__Host-" : ""}krampe-${kind}`;
}

function attributes(kind: CookieKind, isSecure: boolean) {
  const sameSite = kind === "session" ? ("strict" as const) : ("lax" as const);
  return { path: "/", httpOnly: true, secure: isSecure, sameSite };
}
