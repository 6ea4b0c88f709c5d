/**
 * The patterns of a recording as text: the summary, then the timeline with the reasons of each entry.
 */
import type { Verdict } from "../../assessment/verdict.ts";
import type { Language, Text } from "../../issue/text.ts";
import { ABSTENTIONS } from "../../measurement/abstention.ts";
import { estimated, unitSign, written } from "../../measurement/report/numbers.ts";
import type { PatternContext } from "../pattern-context.ts";
import type {
  FeatureSeen,
  NamedPattern,
  PageBeside,
  PatternArgument,
  PatternNames,
  PatternSummary,
} from "../types/named-pattern.ts";

const INDENT = 12;
const MOST_REASONS = 4;
const MOST_FIGURES = 2;
/** Entries beyond this many are counted, not told. */
const MOST_ENTRIES = 24;

export function patternText({ patterns, summary }: PatternNames, language: Language): string {
  if (patterns.length === 0) return "";
  const head = `${W.pattern[language]}  ${nameText(summary, language)}`;
  const lines = [head, ...besideLines(summary, language), "─".repeat(84)];
  const several = new Set(patterns.map(({ channelIndex }) => channelIndex)).size > 1;
  for (const entry of patterns.slice(0, MOST_ENTRIES)) lines.push(...entryLines(entry, several, language));
  if (patterns.length > MOST_ENTRIES)
    lines.push(`${" ".repeat(INDENT)}… ${patterns.length - MOST_ENTRIES} ${W.more[language]}`);
  return `${lines.join("\n")}\n`;
}

function nameText(
  { label, verdict, id, between }: { label: Text; verdict: Verdict; id: string; between: readonly string[] },
  language: Language,
): string {
  if (id !== "undetermined") return `${label[language].toUpperCase()} · ${VERDICT[verdict][language]}`;
  const names =
    between.length > 1 ? `: ${W.cannotSeparate[language]} ${between.join(` ${W.from[language]} `)}` : "";
  return `${label[language].toUpperCase()}${names}`;
}

/** Pathological patterns seen as well, that do not name the recording. */
function besideLines({ beside }: PatternSummary, language: Language): string[] {
  if (beside.length === 0) return [];
  const each = beside.map(
    ({ label, verdict, seconds, holds }) =>
      `${label[language]} (${VERDICT[verdict][language]}, ${written(seconds, language, 2)} s${holds ? "" : `; ${W.moment[language]}`})`,
  );
  return [`${" ".repeat(4)}${W.beside[language]}: ${each.join(", ")}`];
}

function entryLines(entry: NamedPattern, several: boolean, language: Language): string[] {
  const time = `${written(entry.fromS, language, 4)}–${written(entry.toS, language, 4)} s`;
  const channel = several ? `${entry.channel} · ` : "";
  const lines = [`${channel}${time}  ${nameText(entry, language)}`];
  const told = new Set<string>();
  const say = (sign: string, all: readonly PatternArgument[]) => {
    for (const argument of all.slice(0, MOST_REASONS))
      lines.push(`${" ".repeat(4)}${sign} ${reasonText(argument, told, language)}`);
  };
  if (entry.id === "silence" || entry.id === "artefact") {
    say("+", entry.for.slice(0, 1));
    return lines;
  }
  say("+", entry.for);
  say("−", entry.against);
  if (entry.id === "undetermined" || entry.settledBy.length > 0) lines.push(...settledText(entry, language));
  else say("?", entry.missing);
  lines.push(...entry.page.map((page) => pageText(page, language)));
  const others = entry.alternatives
    .slice(0, 3)
    .map((one) => `${one.label[language]} (${VERDICT[one.verdict][language]})`);
  if (others.length > 0) lines.push(`${" ".repeat(4)}${W.also[language]}: ${others.join(", ")}`);
  return lines;
}

/** One line for each name that more context would give it. */
function settledText({ id, settledBy, between }: NamedPattern, language: Language): string[] {
  if (settledBy.length === 0)
    return between.length > 1 ? [] : [`${" ".repeat(4)}? ${W.nothingSettles[language]}`];
  const names = new Set(settledBy.map((one) => one.id).filter((one) => one !== id));
  return [...names].map((name) => {
    const own = settledBy.filter((one) => one.id === name);
    const told = own.map((one) => toldText(one.told, language)).join(` ${W.or[language]} `);
    return `${" ".repeat(4)}? ${W.ifTold[language]} ${told}: ${own[0].label[language]} (${VERDICT[own[0].verdict][language]})`;
  });
}

function toldText({ electrode, state, shortened }: PatternContext, language: Language): string {
  const words = [
    electrode && (OPTIONS[electrode] ?? { en: electrode, nb: electrode }),
    state && (OPTIONS[state] ?? { en: state, nb: state }),
    shortened && W.shortened,
  ];
  return words.flatMap((word) => (word ? [word[language]] : [])).join(" + ");
}

function pageText({ text, measured }: PageBeside, language: Language): string {
  const shown = measured.filter(({ value }) => value !== undefined && "value" in value);
  const beside = shown.length > 0 ? ` ${W.measured[language]}: ${seenText(shown, language)}.` : "";
  return `${" ".repeat(4)}§ ${text[language]}${beside}`;
}

function seenText(features: readonly FeatureSeen[], language: Language): string {
  return features.map((feature) => featureText(feature, language)).join("; ");
}

/**
 * The telling numbers first, then what they mean: `Unit rate 62 Hz (52–71), within 40–150: one potential …`. A number that an
 * earlier reason gave is not given again.
 */
function reasonText({ because, features }: PatternArgument, told: Set<string>, language: Language): string {
  const figures = tellingFigures(features)
    .filter(({ id }) => !told.has(id))
    .slice(0, MOST_FIGURES);
  if (figures.length === 0) return because[language];
  for (const { id } of figures) told.add(id);
  const text = figures.map((feature) => featureText(feature, language)).join("; ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}: ${lowered(because[language])}`;
}

/** Numbers; else the first number that each sign rests on; what was told says nothing that the sentence does not say. */
function tellingFigures(features: readonly FeatureSeen[]): FeatureSeen[] {
  const isTelling = ({ value, limits }: FeatureSeen) =>
    value === undefined || "abstains" in value || ("value" in value && limits !== undefined);
  const own = features.filter(isTelling);
  if (own.length > 0) return own;
  return features.flatMap(({ by }) => (by === undefined ? [] : tellingFigures(by).slice(0, 1)));
}

function featureText({ label, value, limits }: FeatureSeen, language: Language): string {
  const name = lowered(label[language]);
  if (value === undefined) return `${name}: ${W.notSaid[language]}`;
  if ("option" in value) return `${name}: ${OPTIONS[value.option]?.[language] ?? value.option}`;
  if ("abstains" in value) return `${name}: ${ABSTENTIONS[value.abstains][language]}`;
  const number = `${name} ${estimated(value, language, unitSign(value.unit))}`;
  return limits === undefined ? number : `${number}, ${limitsText(limits, language)}`;
}

function limitsText({ low, high }: NonNullable<FeatureSeen["limits"]>, language: Language): string {
  if (low !== undefined && high !== undefined)
    return `${W.within[language]} ${written(low, language)}–${written(high, language)}`;
  return low !== undefined ? `≥ ${written(low, language)}` : `≤ ${written(high ?? 0, language)}`;
}

const lowered = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

const OPTIONS: Readonly<Record<string, Text>> = {
  yes: { en: "yes", nb: "ja" },
  no: { en: "no", nb: "nei" },
  active: { en: "active", nb: "aktivt" },
  quiet: { en: "quiet", nb: "stille" },
  masked: { en: "not usable", nb: "ikke brukbart" },
  needle: { en: "needle", nb: "nål" },
  surface: { en: "surface", nb: "overflate" },
  rest: { en: "rest", nb: "hvile" },
  effort: { en: "effort", nb: "innsats" },
  stretch: { en: "stretch", nb: "strekk" },
  positive: { en: "positive", nb: "positivt" },
  negative: { en: "negative", nb: "negativt" },
  unclear: { en: "unclear", nb: "uklart" },
  "not-sure": { en: "not sure", nb: "usikkert" },
};

const VERDICT: Readonly<Record<Verdict, Text>> = {
  established: { en: "established", nb: "fastslått" },
  likely: { en: "likely", nb: "sannsynlig" },
  conflicting: { en: "conflicting", nb: "motstridende" },
  possible: { en: "possible", nb: "mulig" },
  open: { en: "open", nb: "åpen" },
  unlikely: { en: "unlikely", nb: "usannsynlig" },
  excluded: { en: "excluded", nb: "utelukket" },
};

const W = {
  pattern: { en: "Pattern", nb: "Mønster" },
  more: { en: "further entries", nb: "flere oppføringer" },
  cannotSeparate: { en: "cannot separate", nb: "kan ikke skille" },
  from: { en: "from", nb: "fra" },
  moment: { en: "a moment, no finding", nb: "et øyeblikk, ikke et funn" },
  beside: { en: "seen as well", nb: "også sett" },
  also: { en: "also considered", nb: "også vurdert" },
  measured: { en: "Measured", nb: "Målt" },
  ifTold: { en: "If told:", nb: "Hvis oppgitt:" },
  or: { en: "or", nb: "eller" },
  shortened: { en: "muscle visibly shortened", nb: "muskelen synlig forkortet" },
  nothingSettles: {
    en: "Nothing that can be told of the recording would settle it.",
    nb: "Ingenting som kan oppgis om opptaket, ville avgjort det.",
  },
  within: { en: "within", nb: "innenfor" },
  notSaid: { en: "not told", nb: "ikke oppgitt" },
} as const satisfies Readonly<Record<string, Text>>;
