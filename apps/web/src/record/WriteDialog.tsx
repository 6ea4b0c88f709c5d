/** Writing back: what is offered, exactly what is sent, and after confirming, what became of each. */
import { Button } from "@digdir/designsystemet-react";
import { use, useMemo, useState } from "react";
import { Dialog } from "../assess/actions/Dialog.tsx";
import { Disclosure } from "../assess/answer/Disclosure.tsx";
import { useUntickedTests } from "../assess/answer/ticked-tests.ts";
import { assessPatient, knownOf, localDate } from "../assess/assessing.ts";
import { useSession } from "../assess/patient/session-store.ts";
import { compiledForAssessing } from "../knowledge/compiled-knowledge.ts";
import { en } from "../language/record/en.ts";
import { nb } from "../language/record/nb.ts";
import { useWords } from "../language/words.ts";
import { useSettings } from "../settings/settings.tsx";
import { tellSignedOut } from "./connection.ts";
import { reason } from "./record-issues.ts";
import type { SignedIn } from "./sign-in.ts";
import { offer, type Writable, type WriteResult, writeBack } from "./written-back.ts";

interface Properties {
  readonly signedIn: SignedIn;
  /** The patient in words. */
  readonly about: string;
  readonly onClose: () => void;
}

export default function WriteDialog({ signedIn, about, onClose }: Properties) {
  const words = useWords({ en, nb });
  const { patient } = useSession();
  const { server, patientId } = signedIn;
  const isOnScreen = patient.record?.source === `${server.fhirServer}/Patient/${patientId}`;
  return (
    <Dialog heading={words.write.heading} onClose={onClose}>
      <p>
        <strong>{words.write.about(about, server.name)}</strong>
      </p>
      {isOnScreen ? (
        <Chosen signedIn={signedIn} onClose={onClose} />
      ) : (
        <p role="alert">{words.open.notOnScreen}</p>
      )}
    </Dialog>
  );
}

type Results = Readonly<Record<string, WriteResult>>;

function Chosen({ signedIn, onClose }: Pick<Properties, "signedIn" | "onClose">) {
  const words = useWords({ en, nb }).write;
  const { language } = useSettings();
  const { patient } = useSession();
  const compiled = use(compiledForAssessing());
  const unticked = useUntickedTests();
  const { items, notAllowed } = useMemo(() => {
    const now = new Date();
    const assessing = assessPatient(patient, knownOf(compiled, language, localDate(now)));
    return offer(assessing, signedIn, unticked, now.toISOString());
  }, [patient, compiled, language, signedIn, unticked]);
  const [taken, setTaken] = useState<Readonly<Record<string, boolean>>>({});
  const [results, setResults] = useState<Results>({});
  const [busy, setBusy] = useState(false);
  const isTaken = (item: Writable) => taken[item.id] ?? (item.kind === "test" && item.ticked);
  const chosen = items.filter((item) => isTaken(item) && isOpen(results[item.id]));
  const tried = items.filter(({ id }) => results[id] !== undefined);
  const written = tried.filter(({ id }) => results[id]?.kind === "created");

  async function write() {
    setBusy(true);
    for (const item of chosen) {
      const result = await writeBack(signedIn, item);
      setResults((before) => ({ ...before, [item.id]: result }));
      if (result.kind === "refused" && result.failure.kind === "refused" && result.failure.status === 401) {
        tellSignedOut();
        break;
      }
    }
    setBusy(false);
  }

  return (
    <>
      {notAllowed.length > 0 && (
        <p>{words.notAllowed(notAllowed.map((kind) => words.kinds[kind]).join(", "))}</p>
      )}
      {items.length === 0 && <p>{words.nothing}</p>}
      <fieldset className="write-items">
        <legend className="ds-sr-only">{words.choose}</legend>
        {items.map((item, index) => (
          <Item
            key={item.id}
            item={item}
            noted={items[index - 1]?.kind !== item.kind}
            taken={isTaken(item)}
            result={results[item.id]}
            disabled={busy || !isOpen(results[item.id])}
            onTake={(take) => setTaken({ ...taken, [item.id]: take })}
          />
        ))}
      </fieldset>
      <p role="status" className="write-status">
        {busy ? words.writing : tried.length > 0 && words.result(written.length, tried.length)}
      </p>
      <div className="buttons">
        {chosen.length > 0 && (
          <Button onClick={write} disabled={busy}>
            {words.confirm(chosen.length)}
          </Button>
        )}
        {tried.length > 0 && (
          <Button variant="secondary" onClick={onClose} disabled={busy}>
            {words.done}
          </Button>
        )}
      </div>
    </>
  );
}

/** What was written, or may have been, is not written a second time from here. */
function isOpen(result: WriteResult | undefined): boolean {
  return result === undefined || result.kind === "refused";
}

function Item({
  item,
  noted,
  taken,
  result,
  disabled,
  onTake,
}: {
  readonly item: Writable;
  /** The first of its kind says what the kind becomes. */
  readonly noted: boolean;
  readonly taken: boolean;
  readonly result: WriteResult | undefined;
  readonly disabled: boolean;
  readonly onTake: (take: boolean) => void;
}) {
  const words = useWords({ en, nb }).write;
  const note = useNote(item);
  return (
    <div className="write-item">
      <label className="tick">
        <input
          type="checkbox"
          className="ds-input"
          checked={taken}
          disabled={disabled}
          onChange={(event) => onTake(event.target.checked)}
        />
        <span>{useName(item)}</span>
      </label>
      {noted && <p className="quiet">{note}</p>}
      {item.kind === "answers" && item.leftOut.length > 0 && (
        <p className="quiet">{words.leftOut(item.leftOut.join(", "))}</p>
      )}
      {item.kind === "note" && (
        <textarea
          className="ds-input note-text"
          aria-label={words.note}
          readOnly
          rows={6}
          value={item.text}
        />
      )}
      <Disclosure className="write-exactly" summary={words.show}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
        <pre tabIndex={0}>{JSON.stringify(item.resource, null, 2)}</pre>
      </Disclosure>
      {result && <Result result={result} />}
    </div>
  );
}

function useName(item: Writable): string {
  const words = useWords({ en, nb }).write;
  if (item.kind === "test") return words.test(item.label);
  return item.kind === "note" ? words.note : words.answers(item.labels.length);
}

function useNote(item: Writable): string {
  const words = useWords({ en, nb }).write;
  if (item.kind === "test") return words.testNote;
  if (item.kind === "answers") return `${item.labels.join(", ")}. ${words.answersNote}`;
  const { resourceType } = item.resource;
  return resourceType === "Communication" ? words.noteNote.Communication : words.noteNote.DocumentReference;
}

function Result({ result }: { readonly result: WriteResult }) {
  const words = useWords({ en, nb }).write;
  const { language } = useSettings();
  const text =
    result.kind === "created"
      ? result.reference === undefined
        ? words.writtenUnnamed
        : words.written(result.reference)
      : result.kind === "refused"
        ? words.refused(reason(result.failure)[language])
        : words.unknown;
  return (
    <p
      className="write-result"
      data-result={result.kind}
      role={result.kind === "created" ? undefined : "alert"}
    >
      {text}
    </p>
  );
}
