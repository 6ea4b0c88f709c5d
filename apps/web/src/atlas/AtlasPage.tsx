/** Atlas: every EMG pattern to hear and to see. The shelves, or the page of one pattern. */
import "../emg/emg.css";
import "../handbook/handbook-text.css";
import "./atlas.css";
import { use, useEffect, useRef } from "react";
import { address, useRoute } from "../app/route.ts";
import { useSubtitle } from "../app/subtitle.ts";
import { wholeKnowledge } from "../knowledge/fetched-knowledge.ts";
import { en } from "../language/atlas/en.ts";
import { nb } from "../language/atlas/nb.ts";
import { useWords } from "../language/words.ts";
import { useSettings } from "../settings/settings.tsx";
import { PatternPage } from "./PatternPage.tsx";
import { isPatternId, patternLabel, SHELVES } from "./pattern-names.ts";
import { Thumbnail } from "./Thumbnail.tsx";

export default function AtlasPage() {
  const words = useWords({ en, nb });
  const { parts } = useRoute();
  const [, id] = parts;
  const before = useRef(id);
  useEffect(() => {
    if (before.current === id) return;
    before.current = id;
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>("main")?.focus({ preventScroll: true });
  }, [id]);
  if (id === undefined) return <Shelves />;
  if (isPatternId(id)) return <PatternPage key={id} id={id} />;
  return (
    <div className="page-text">
      <h1 className="ds-heading">{words.notFound}</h1>
      <p>
        <a href={address("emg", "atlas")}>{words.back}</a>
      </p>
    </div>
  );
}

function Shelves() {
  const words = useWords({ en, nb });
  const { language } = useSettings();
  const knowledge = use(wholeKnowledge());
  useSubtitle(words.heading);
  return (
    <div className="atlas">
      <header className="atlas-head">
        <h1 className="ds-heading">{words.heading}</h1>
        <p className="atlas-lead">{words.lead}</p>
        <p className="emg-quiet">{words.allSimulated}</p>
        <p>
          <a href={address("emg", "quiz")}>{words.toQuiz}</a>
        </p>
      </header>
      {SHELVES.map(({ id: shelf, patterns }) => (
        <section key={shelf} aria-labelledby={`shelf-${shelf}`}>
          <h2 id={`shelf-${shelf}`}>{words.shelves[shelf]}</h2>
          <ul className="atlas-cards">
            {patterns.map((id) => (
              <li key={id}>
                <a href={address("emg", "atlas", id)} className="atlas-card">
                  <Thumbnail pattern={id} />
                  <strong>{patternLabel(knowledge, id)[language]}</strong>
                  <span>{knowledge.atlas.find((page) => page.id === id)?.hear.text[language]}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
