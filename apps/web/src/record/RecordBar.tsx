/** Above every page that was opened from a record: whose record it is, how far reading has come, and how to leave it. */
import "./record.css";
import { Button } from "@digdir/designsystemet-react";
import type { Issue } from "@krampe/core/issue/issue.ts";
import { lazy, Suspense, useEffect, useState } from "react";
import { writtenDate } from "../assess/written-finding.ts";
import { en } from "../language/record/en.ts";
import { nb } from "../language/record/nb.ts";
import { useWords } from "../language/words.ts";
import { useSettings } from "../settings/settings.tsx";
import {
  type Connection,
  closeRecord,
  openRecord,
  type PatientShown,
  readPatient,
  startConnection,
  useConnection,
} from "./connection.ts";
import { SERVERS_OF_PAGE } from "./servers-of-page.ts";

export default function RecordBar() {
  const words = useWords({ en, nb });
  const connection = useConnection();
  useEffect(() => {
    void startConnection();
  }, []);
  return (
    <section className="record-bar" aria-label={words.heading}>
      <Shown connection={connection} />
    </section>
  );
}

function Shown({ connection }: { readonly connection: Connection }) {
  const words = useWords({ en, nb });
  switch (connection.kind) {
    case "choose":
      return <Choose closed={connection.closed} />;
    case "signing-in":
      return <p role="status">{words.signingIn}</p>;
    case "reading":
      return <Reading {...connection} />;
    case "open":
      return <Open {...connection} />;
    case "failed":
      return (
        <>
          <div role="alert">
            <p>
              <strong>{words.failed.heading}</strong>
            </p>
            <Issues issues={connection.issues} />
          </div>
          <Servers />
        </>
      );
  }
}

function Choose({ closed }: { readonly closed: boolean }) {
  const words = useWords({ en, nb }).choose;
  return (
    <>
      <p role="status">{closed && words.closed}</p>
      {SERVERS_OF_PAGE?.length === 0 ? <p>{words.none}</p> : <Servers />}
    </>
  );
}

function Servers() {
  const words = useWords({ en, nb }).choose;
  return (
    <div className="buttons">
      {(SERVERS_OF_PAGE ?? []).map(({ fhirServer, name }) => (
        <Button key={fhirServer} data-size="sm" onClick={() => openRecord(fhirServer)}>
          {words.open(name)}
        </Button>
      ))}
    </div>
  );
}

function Reading({ progress }: Extract<Connection, { kind: "reading" }>) {
  const words = useWords({ en, nb }).reading;
  return (
    <>
      <p role="status">{words.text}</p>
      {progress && (
        <p className="record-progress">
          <progress max={progress.all} value={progress.done} aria-label={words.text} />
          <span>{words.progress(progress.done, progress.all, progress.resources)}</span>
        </p>
      )}
      <Button data-size="sm" variant="secondary" onClick={closeRecord}>
        {words.stop}
      </Button>
    </>
  );
}

const WriteDialog = lazy(() => import("./WriteDialog.tsx"));

function Open({ signedIn, patient, resourceCount, issues }: Extract<Connection, { kind: "open" }>) {
  const words = useWords({ en, nb }).open;
  const [writing, setWriting] = useState(false);
  const about = usePatientText(patient);
  return (
    <>
      <p className="record-patient">
        <span className="ds-sr-only">{words.patient}: </span>
        <strong>{about}</strong>{" "}
        <span className="quiet">{words.from(signedIn.server.name, resourceCount)}</span>
      </p>
      {issues.length > 0 && (
        <div role="alert">
          <Issues issues={issues} />
          <Servers />
        </div>
      )}
      <div className="buttons">
        <Button data-size="sm" onClick={() => setWriting(true)}>
          {words.write}
        </Button>
        <Button data-size="sm" variant="secondary" onClick={() => readPatient(signedIn)}>
          {words.again}
        </Button>
        <Button data-size="sm" variant="secondary" onClick={closeRecord}>
          {words.close}
        </Button>
      </div>
      {writing && (
        <Suspense fallback={null}>
          <WriteDialog signedIn={signedIn} about={about} onClose={() => setWriting(false)} />
        </Suspense>
      )}
    </>
  );
}

/** `Kari Syntetisk, born 1 Jan 1950, female`. */
function usePatientText({ name, born, sex }: PatientShown): string {
  const words = useWords({ en, nb }).open;
  const { language } = useSettings();
  const sexes: Readonly<Record<string, string>> = words.sex;
  const parts = [
    name || words.noName,
    born && words.born(writtenDate(born, language)),
    sex && (sexes[sex] ?? sex),
  ];
  return parts.filter(Boolean).join(", ");
}

function Issues({ issues }: { readonly issues: readonly Issue[] }) {
  const words = useWords({ en, nb });
  const { language } = useSettings();
  return (
    <ul className="issues">
      {issues.map(({ code, severity, message, suggestion }) => (
        <li key={`${code}-${message.en}`} data-severity={severity}>
          <strong>{words.severity[severity]}:</strong> {message[language]} {suggestion?.[language]}
        </li>
      ))}
    </ul>
  );
}
