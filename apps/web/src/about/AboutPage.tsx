import { Heading, Paragraph } from "@digdir/designsystemet-react";
import { en } from "../language/about/en.ts";
import { nb } from "../language/about/nb.ts";
import { useWords } from "../language/words.ts";

export default function AboutPage() {
  const words = useWords({ en, nb });
  return (
    <div className="page-text">
      <Heading level={1}>{words.heading}</Heading>
      <Paragraph>{words.soon}</Paragraph>
    </div>
  );
}
