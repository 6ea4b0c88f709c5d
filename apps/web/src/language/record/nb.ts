/** Applikasjonen slik den åpnes fra en journal. */
import type { Words } from "../words.ts";
import type { en } from "./en.ts";

export const nb = {
  heading: "Journalen",
  choose: {
    text: "Åpne en pasient fra en journal:",
    open: (name: string) => `Åpne en pasient fra ${name}`,
    none: "Ingen journal er satt opp her: de som drifter Krampe, fører dem opp. Pasienter kan fortsatt fylles inn eller åpnes fra fil.",
    closed: "Journalen er lukket: du er logget ut, og pasienten er glemt.",
  },
  signingIn: "Går til journalens innlogging …",
  reading: {
    text: "Leser journalen …",
    progress: (done: number, all: number, entries: number) =>
      `${done} av ${all} slags oppføringer lest, ${entries} oppføringer`,
    stop: "Stopp",
  },
  open: {
    patient: "Pasienten i journalen",
    noName: "uten navn",
    born: (date: string) => `født ${date}`,
    sex: { female: "kvinne", male: "mann", other: "annet", unknown: "ukjent kjønn" },
    from: (name: string, entries: number) => `${name}, ${entries} oppføringer`,
    write: "Skriv til journalen …",
    again: "Les på nytt",
    close: "Lukk journalen",
    notOnScreen: "Det som vises er ikke fra denne journalen. Les på nytt for å se den.",
  },
  failed: { heading: "Journalen kunne ikke åpnes" },
  severity: { error: "Ikke mulig", warning: "Merk", information: "Til orientering" },
  write: {
    heading: "Skriv til journalen",
    about: (patient: string, name: string) => `${patient}, i ${name}`,
    choose: "Hva som skal skrives",
    test: (name: string) => `Undersøkelse: ${name}`,
    testNote: "Undersøkelser som utkast, til signering i journalen.",
    note: "Journalnotatet",
    noteNote: {
      DocumentReference: "Som et dokument som ikke er godkjent ennå.",
      Communication: "Som en melding.",
    },
    answers: (count: number) => (count === 1 ? "1 svar gitt her" : `${count} svar gitt her`),
    answersNote: "Som et utfylt spørreskjema. Det journalen selv sa, gjentas ikke.",
    leftOut: (names: string) => `Bare kjent som noe mellom to verdier, og utelatt: ${names}`,
    notAllowed: (kinds: string) => `Journalen lar ikke Krampe skrive: ${kinds}.`,
    kinds: { test: "undersøkelser", note: "notatet", answers: "svar" },
    nothing: "Det er ingenting som kan skrives.",
    show: "Vis nøyaktig hva som sendes",
    confirm: (count: number) => (count === 1 ? "Skriv 1 oppføring" : `Skriv ${count} oppføringer`),
    writing: "Skriver …",
    done: "Ferdig",
    written: (reference: string) => `Skrevet: ${reference}`,
    writtenUnnamed: "Skrevet; serveren sa ikke under hvilket navn",
    refused: (why: string) => `Ikke skrevet: ${why}`,
    unknown: "Det kom ikke noe svar. Det kan være skrevet: se i journalen før du skriver det på nytt.",
    result: (written: number, all: number) => `${written} av ${all} skrevet`,
  },
} as const satisfies Words<typeof en>;
