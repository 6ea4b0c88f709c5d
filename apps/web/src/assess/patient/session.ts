/**
 * The work on one patient over time: undo, redo, and the patient as it was before a *what if*.
 *
 * Pure: an action gives the next session. Typing in one field counts as one step.
 */
import { changePatient, NOBODY, type Patient, type PatientAction } from "./patient.ts";

export interface Session {
  readonly patient: Patient;
  readonly past: readonly Patient[];
  readonly future: readonly Patient[];
  /** The patient with which the present one is compared, while a *what if* goes on. */
  readonly before?: Patient;
  /** The last thing that was done, for what is said about it; also tells typing in one field apart from new steps. */
  readonly last?: SessionAction;
}

export type SessionAction =
  | PatientAction
  | { readonly kind: "undo" }
  | { readonly kind: "redo" }
  | { readonly kind: "what-if" }
  | { readonly kind: "keep-what-if" }
  | { readonly kind: "leave-what-if" }
  /** Nothing stays, not even what could be undone. */
  | { readonly kind: "forget" };

const MOST_STEPS = 200;

export const NEW_SESSION: Session = { patient: NOBODY, past: [], future: [] };

export function changeSession(session: Session, action: SessionAction): Session {
  const { patient, past, future, before } = session;
  switch (action.kind) {
    case "undo": {
      const previous = past.at(-1);
      if (!previous) return session;
      return {
        ...session,
        patient: previous,
        past: past.slice(0, -1),
        future: [patient, ...future],
        last: action,
      };
    }
    case "redo": {
      const [next, ...later] = future;
      if (!next) return session;
      return { ...session, patient: next, past: [...past, patient], future: later, last: action };
    }
    case "forget":
      return { ...NEW_SESSION, last: action };
    case "what-if":
      return { ...session, before: patient, last: action };
    case "keep-what-if":
      return withoutComparison(session, action);
    case "leave-what-if":
      return before
        ? { ...withoutComparison(session, action), patient: before, past: steps(past, patient), future: [] }
        : session;
    default: {
      const next = changePatient(patient, action);
      if (next === patient) return session;
      const another = action.kind === "load" || action.kind === "start-over";
      const kept = another ? withoutComparison(session, action) : session;
      return {
        ...kept,
        patient: next,
        past: goesOn(session.last, action) ? past : steps(past, patient),
        future: [],
        last: action,
      };
    }
  }
}

function withoutComparison({ before: _, ...session }: Session, last: SessionAction): Session {
  return { ...session, last };
}

function steps(past: readonly Patient[], patient: Patient): Patient[] {
  return [...past, patient].slice(-MOST_STEPS);
}

/** The same field again, by typing: no step of its own. */
function goesOn(last: SessionAction | undefined, action: PatientAction): boolean {
  return (
    last?.kind === "answer" &&
    action.kind === "answer" &&
    last.id === action.id &&
    typeof last.answer === "object" &&
    typeof action.answer === "object"
  );
}
