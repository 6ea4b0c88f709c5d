/**
 * Who is signed in, where the service that gave us this page wants people to: it says so in the page. Elsewhere nothing is asked and
 * nothing is shown. Assessing needs no sign-in: it is done here, in the browser.
 */
import { Button } from "@digdir/designsystemet-react";
import { useEffect, useState } from "react";
import { en } from "../language/shell/en.ts";
import { nb } from "../language/shell/nb.ts";
import { useWords } from "../language/words.ts";

type Role = keyof typeof en.signIn.roles;

interface SessionState {
  readonly person?: { readonly name: string; readonly role: Role };
}

const ASKED_AT = document.querySelector<HTMLMetaElement>('meta[name="krampe-session"]')?.content;

export function SignInState() {
  return ASKED_AT === undefined ? null : <Session askedAt={ASKED_AT} />;
}

function Session({ askedAt }: { readonly askedAt: string }) {
  const words = useWords({ en, nb }).signIn;
  const [state, setState] = useState<SessionState>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    // Without a network there is nothing to sign in to, and nothing is shown.
    fetch(askedAt, { signal: stop.signal })
      .then(async (answer) => answer.ok && setState((await answer.json()) as SessionState))
      .catch(() => {});
    return () => stop.abort();
  }, [askedAt]);

  if (state === undefined) return null;
  const { person } = state;
  if (!person)
    return (
      <Button variant="tertiary" data-size="sm" onClick={signIn}>
        {words.in}
      </Button>
    );
  const shown = words.as(person.name, words.roles[person.role]);
  return (
    <span className="sign-in">
      <span className="sign-in-person" title={shown}>
        {shown}
      </span>
      <Button
        variant="tertiary"
        data-size="sm"
        onClick={() => {
          setFailed(false);
          signOut().catch(() => setFailed(true));
        }}
      >
        {words.out}
      </Button>
      <span role="status">{failed ? words.stillIn : ""}</span>
    </span>
  );
}

/** Back to the same page of the application afterwards. */
function signIn(): void {
  const { pathname, hash } = window.location;
  window.location.assign(`/auth/sign-in?to=${encodeURIComponent(pathname + hash)}`);
}

async function signOut(): Promise<void> {
  const answer = await fetch("/auth/sign-out", { method: "POST" });
  if (!answer.ok) throw new Error("not signed out");
  const { to } = (await answer.json()) as { to: string };
  window.location.assign(to);
}
