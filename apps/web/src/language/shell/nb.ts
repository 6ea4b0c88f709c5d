/** Rammen rundt sidene. */
import type { Words } from "../words.ts";
import type { en } from "./en.ts";

export const nb = {
  title: (page: string) => `${page} · Krampe`,
  skipToContent: "Gå til innholdet",
  mainNavigation: "Sider",
  pages: {
    assess: "Vurdering",
    emg: "EMG",
    handbook: "Håndbok",
    about: "Om",
  },
  language: "Språk",
  display: {
    open: "Visning",
    heading: "Visning",
    scheme: "Farger",
    schemes: { auto: "Som maskinen", light: "Lyst", dark: "Mørkt" },
    contrast: "Høy kontrast",
    keep: "Husk språk og visning på denne maskinen",
    keepNote: "Ellers glemmes de når siden lukkes. Ingenting om en pasient lagres sammen med dem.",
    close: "Lukk",
  },
  signIn: {
    in: "Logg inn",
    out: "Logg ut",
    as: (name: string, role: string) => (name === "" ? `Logget inn som ${role}` : `${name}, ${role}`),
    roles: { reader: "leser", clinician: "kliniker", administrator: "administrator" },
    stillIn: "Du er fortsatt logget inn. Prøv igjen.",
  },
  loading: "Laster …",
  failed: {
    heading: "Denne delen kunne ikke lastes",
    text: "Nettet kan være borte, eller en ny versjon av Krampe er lagt ut. Det du har fylt inn, er her fortsatt så lenge siden ikke lastes på nytt.",
    again: "Prøv igjen",
  },
  update: {
    text: "En ny versjon av Krampe er klar. Den tas i bruk når siden lastes på nytt; lagre pasienten først om du trenger det.",
    take: "Last på nytt nå",
    later: "Senere",
  },
  notFound: { heading: "Siden finnes ikke", back: "Gå til Vurdering" },
  footer: {
    notDevice: "For klinikere. Et forslag, ikke en avgjørelse; ikke til klinisk bruk slik den leveres.",
    knowledge: (version: string, hash: string) => `Kunnskap ${version} (${hash})`,
    local: "Ingenting du fyller inn, forlater denne maskinen.",
    localButRecord:
      "Ingenting du fyller inn, forlater denne maskinen, med mindre du skriver det til journalen.",
  },
} as const satisfies Words<typeof en>;
