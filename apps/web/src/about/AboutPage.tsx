/** About: intended use, limits, privacy, and which knowledge this is. */
import { Heading, Paragraph } from "@digdir/designsystemet-react";
import { type ReactNode, use } from "react";
import { writtenDate } from "../assess/written-finding.ts";
import { knowledgeForAssessing } from "../knowledge/fetched-knowledge.ts";
import { en } from "../language/about/en.ts";
import { nb } from "../language/about/nb.ts";
import { useWords } from "../language/words.ts";
import { useSettings } from "../settings/settings.tsx";

export default function AboutPage() {
  const words = useWords({ en, nb });
  const { language } = useSettings();
  const knowledge = use(knowledgeForAssessing());
  const { findings, phenomena, causes, redFlags, investigations, treatments, references } = knowledge;
  const counts = [findings, phenomena, causes, redFlags, investigations, treatments, references].map(
    ({ length }) => length,
  ) as [number, number, number, number, number, number, number];
  return (
    <div className="page-text">
      <Heading level={1} data-size="lg">
        {words.heading}
      </Heading>
      <Section heading={words.sections.use} paragraphs={words.use} />
      <Section heading={words.sections.limits} paragraphs={words.limits} />
      <Section heading={words.sections.unknown} paragraphs={words.unknown} />
      <Section heading={words.sections.privacy} paragraphs={words.privacy} />
      <Section
        heading={words.sections.knowledge}
        paragraphs={[
          `${words.version(knowledge.version, writtenDate(knowledge.date, language))}: ${words.counts(...counts)}.`,
          words.hashMeaning,
        ]}
      >
        <p className="hash">
          <code>{words.hash(knowledge.hash)}</code>
        </p>
      </Section>
      <Section
        heading={words.sections.changes}
        paragraphs={knowledge.changes.map((change) => change[language])}
      />
      <Section heading={words.sections.licences} paragraphs={words.licences} />
      <Section heading={words.sections.harm} paragraphs={words.harm} />
    </div>
  );
}

function Section({
  heading,
  paragraphs,
  children,
}: {
  readonly heading: string;
  readonly paragraphs: Readonly<Record<number, string>> | readonly string[];
  readonly children?: ReactNode;
}) {
  return (
    <section className="about-section">
      <Heading level={2} data-size="xs">
        {heading}
      </Heading>
      {Object.values(paragraphs).map((text) => (
        <Paragraph key={text}>{text}</Paragraph>
      ))}
      {children}
    </section>
  );
}
