/**
 * `/auth`: signing in at the provider, coming back, signing out, and who is signed in.
 *
 * A sign-in is held together by three secrets: what the browser keeps, `state` and `nonce`. Each sign-in can be finished once. Where to
 * go afterwards is a path of our own and nothing else.
 */
import type { Text } from "@krampe/core/issue/text.ts";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { languageOf } from "../language.ts";
import { newSecret } from "../store/secret.ts";
import type { Store } from "../store/store.ts";
import { Refusal } from "./refusal.ts";
import type { Role } from "./role.ts";
import { clearCookie, cookieOf, setCookie } from "./session-cookie.ts";
import { signInPage } from "./sign-in-page.ts";
import { NotProven, type SignInProvider, UnusableProvider } from "./sign-in-provider.ts";

export interface SignInRoutesOptions {
  readonly provider: SignInProvider;
  readonly store: Store;
  readonly knowledgeHash: string;
  /** Such as `https://krampe.example.org`, without a slash at the end. */
  publicUrl(): string;
  now(): Date;
}

/** What the application is told: how people get access here, and who this one is. */
export interface SessionState {
  /** `open`: nobody needs to sign in here. */
  readonly access: "open" | "sign-in";
  readonly person?: { readonly name: string; readonly role: Role };
}

/** Whoever is not yet known makes us write and ask elsewhere: for each address, if there is a limit at all. */
const LIMITED = { config: { rateLimit: { max: 300, timeWindow: 60_000 } } };

export const SESSION_ROUTE = "/auth/session";

export async function signInRoutes(service: FastifyInstance, options: SignInRoutesOptions): Promise<void> {
  const { provider, store, now, publicUrl, knowledgeHash } = options;
  const isSecure = () => publicUrl().startsWith("https:");
  const callback = () => `${publicUrl()}/auth/callback`;
  const note = (who: string, what: string, why: string) =>
    store.audit.append({ who, what, why, knowledgeHash, at: now() });

  service.addHook("onSend", async (_request, reply) => void reply.header("cache-control", "no-store"));
  service.setErrorHandler((failure, request, reply) => {
    const refusal = refusalOf(failure);
    if (refusal.status >= 500) request.log.error(failure);
    return page(request, reply, refusal);
  });

  service.get<{ Querystring: { to?: unknown } }>("/auth/sign-in", LIMITED, async (request, reply) => {
    const { to, underWay } = await provider.start(callback(), ownPath(request.query.to));
    const secret = newSecret();
    await kept(store.keepSignIn(secret, underWay));
    setCookie(reply, "sign-in", isSecure(), secret);
    return reply.redirect(to.href, 302);
  });

  service.get("/auth/callback", LIMITED, async (request, reply) => {
    const secret = cookieOf(request, "sign-in", isSecure());
    clearCookie(reply, "sign-in", isSecure());
    const underWay = secret === undefined ? undefined : await kept(store.takeSignIn(secret));
    if (!underWay) throw signInExpired();
    const { search } = new URL(request.url, publicUrl());
    const person = await provider.finish(new URL(`${callback()}${search}`), underWay);
    if (!person.role) {
      await kept(note(person.who, "sign-in refused", "no role"));
      throw withoutRole();
    }
    const { who, name, role, idToken } = person;
    await kept(note(who, "sign-in", role));
    // A secret that was there before the person had proven anything must not become worth more.
    setCookie(reply, "session", isSecure(), await kept(store.openSession({ who, name, role, idToken })));
    return reply.redirect(underWay.returnTo, 302);
  });

  service.post("/auth/sign-out", { config: { role: "anyone" } }, async (request, reply) => {
    const secret = cookieOf(request, "session", isSecure());
    const session = secret === undefined ? undefined : await kept(store.closeSession(secret));
    clearCookie(reply, "session", isSecure());
    if (session) await kept(note(session.who, "sign-out", "-"));
    const to = session && provider.signOut(session.idToken, `${publicUrl()}/`);
    return { to: to?.href ?? "/" };
  });

  service.get(SESSION_ROUTE, async (request): Promise<SessionState> => {
    const secret = cookieOf(request, "session", isSecure());
    const session = secret === undefined ? undefined : await kept(store.findSession(secret));
    return { access: "sign-in", ...(session && { person: { name: session.name, role: session.role } }) };
  });

  service.get("/auth/jwks.json", async () => provider.publicKeys);
}

/** Where nobody needs to sign in. */
export async function openSessionRoute(service: FastifyInstance): Promise<void> {
  service.get(SESSION_ROUTE, async (_request, reply): Promise<SessionState> => {
    reply.header("cache-control", "no-store");
    return { access: "open" };
  });
}

/** A path of our own, whatever was asked for: an address elsewhere would lend our name to it. */
function ownPath(wanted: unknown): string {
  const isOwn = typeof wanted === "string" && /^\/(?![/\\])[\x21-\x7e]{0,500}$/.test(wanted);
  return isOwn && !wanted.includes("\\") ? wanted : "/";
}

async function kept<Value>(asked: Promise<Value>): Promise<Value> {
  try {
    return await asked;
  } catch {
    throw cannotKeepSignIn();
  }
}

function page(request: FastifyRequest, reply: FastifyReply, { status, code, issue }: Refusal) {
  const language = languageOf(request);
  const body = signInPage(language, code, issue.message[language], issue.suggestion?.[language] ?? "");
  return reply.code(status).type("text/html; charset=utf-8").send(body);
}

function refusalOf(failure: unknown): Refusal {
  if (failure instanceof Refusal) return failure;
  if (failure instanceof NotProven) return notProven();
  if (failure instanceof UnusableProvider) return providerSilent();
  return ourMistake();
}

const TRY_AGAIN: Text = { en: "Sign in again.", nb: "Logg inn på nytt." };

function signInExpired(): Refusal {
  return new Refusal(
    400,
    "sign-in-expired",
    {
      en: "This sign-in was finished before, took longer than ten minutes, or was begun in another browser.",
      nb: "Denne innloggingen er alt fullført, tok mer enn ti minutter, eller ble begynt i en annen nettleser.",
    },
    TRY_AGAIN,
  );
}

function notProven(): Refusal {
  return new Refusal(
    401,
    "sign-in-not-proven",
    {
      en: "What came back from the sign-in does not hold.",
      nb: "Det som kom tilbake fra innloggingen, holder ikke.",
    },
    TRY_AGAIN,
  );
}

function withoutRole(): Refusal {
  return new Refusal(
    403,
    "sign-in-without-role",
    { en: "You have no role in Krampe.", nb: "Du har ingen rolle i Krampe." },
    {
      en: "Ask your administrator for one, or sign in as someone who has it.",
      nb: "Be administratoren om en, eller logg inn som en som har det.",
    },
  );
}

function providerSilent(): Refusal {
  return new Refusal(
    503,
    "sign-in-unavailable",
    { en: "Signing in is not possible just now.", nb: "Det går ikke an å logge inn akkurat nå." },
    { en: "Try again shortly.", nb: "Prøv igjen om litt." },
  );
}

function cannotKeepSignIn(): Refusal {
  return new Refusal(
    503,
    "store-unavailable",
    {
      en: "The sign-in cannot be written down, so it is not let through.",
      nb: "Innloggingen kan ikke skrives ned, og slippes derfor ikke gjennom.",
    },
    { en: "Try again shortly.", nb: "Prøv igjen om litt." },
  );
}

function ourMistake(): Refusal {
  return new Refusal(
    500,
    "internal-mistake",
    { en: "Krampe made a mistake.", nb: "Krampe gjorde en feil." },
    { en: "Please report it.", nb: "Meld fra om det." },
  );
}
