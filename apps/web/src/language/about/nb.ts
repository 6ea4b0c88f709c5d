/** Siden Om. */
import type { Words } from "../words.ts";
import type { en } from "./en.ts";

export const nb = {
  heading: "Om Krampe",
  sections: {
    use: "Hva det er til",
    limits: "Hva det ikke kan",
    unknown: "Hvordan det ukjente behandles",
    privacy: "Personvern i klartekst",
    knowledge: "Kunnskapen",
    changes: "Hva som er endret",
    licences: "Lisenser",
    harm: "Hvis noe gikk galt",
  },
  use: [
    "Krampe er for klinikere med en pasient som har muskelkramper, stivhet eller rykninger. Det sorterer det som er kjent i argumenter for og imot, sier hva som mangler, og viser dokumentasjonen.",
    "Det stiller ikke diagnoser og skriver ikke ut legemidler, og det er ikke til bruk for pasienter alene. Det er ikke CE-merket, ikke godkjent av noen myndighet og ikke til klinisk bruk slik det leveres: den som tar det i bruk i pasientbehandling, påtar seg produsentens plikter.",
  ],
  limits: [
    "Det bygger på én håndbokside og på kilder som for det meste er lest som sammendrag. Hvert utsagn sier om kilden er lest, om det er etter hukommelsen, eller utledet. Ingen nevrolog har gått gjennom reglene ennå.",
    "En konklusjon er balansen mellom uttalte grunner etter en publisert regel. Den er ikke en sannsynlighet.",
    "Bare de kontraindikasjonene og interaksjonene som kildene nevner, er med. Et legemiddel som ikke er nevnt, er ikke dermed trygt. Doser er opplysninger om studier, aldri råd.",
    "Referanseområdene gjelder voksne; området som fulgte med svaret, brukes først. Godkjenning, refusjon og koder endrer seg.",
  ],
  unknown: [
    "Et funn er til stede, ikke til stede eller ukjent. Det ukjente teller aldri for eller imot; det blir et spørsmål. En behandling med en ukjent kontraindikasjon sier: sjekk dette først. En verdi som ikke kan regnes om, avvises og gjettes aldri.",
  ],
  privacy: [
    "Alt regnes ut i denne nettleseren. Ingenting om en pasient sendes noe sted, og ingenting lagres uten at du lagrer en fil eller ber om at det huskes på denne maskinen.",
    "Siden spør ikke andre nettsteder om noe. Her er ingen informasjonskapsler, ingen måling av besøkende og ingen skrifter eller programmer utenfra. Etter første besøk virker den uten nett.",
    "Lenker til kilder fører til andre nettsteder, og bare når du følger dem.",
  ],
  version: (version: string, date: string) => `Versjon ${version} av ${date}`,
  hash: (hash: string) => `SHA-256 ${hash}`,
  counts: (
    findings: number,
    phenomena: number,
    causes: number,
    flags: number,
    tests: number,
    treatments: number,
    references: number,
  ) =>
    `${findings} funn, ${phenomena} fenomener, ${causes} årsaker, ${flags} røde flagg, ${tests} undersøkelser, ${treatments} behandlinger, ${references} kilder`,
  hashMeaning:
    "Hvert resultat bærer denne versjonen og hashen, så en senere leser kan finne ut hva det bygget på.",
  licences: [
    "Programmet er under Apache License 2.0, kunnskapen under Creative Commons Navngivelse 4.0 (CC BY 4.0).",
    "LOINC, SNOMED CT, ATC, ICD-10, ICPC-2, Norsk laboratoriekodeverk, HPO, Orphanet, RxNorm og UCUM tilhører eierne sine; vilkårene står i filen LICENSE.md ved kunnskapen.",
    "Krampe tar utgangspunkt i en side i en norsk nevrologisk håndbok. Utgiveren og forfatterne har ingen del i Krampe.",
  ],
  harm: [
    "Hvis Krampe sa, eller lot være å si, noe som skadet en pasient eller kunne ha gjort det: meld fra til dem som vedlikeholder det, med versjon og hash, og uten noe som kan identifisere pasienten.",
  ],
} as const satisfies Words<typeof en>;
