/** The frame: skip link, header with the pages, the page itself, footer. */
import { Link, Paragraph, SkipLink } from "@digdir/designsystemet-react";
import { lazy, Suspense, use, useEffect, useRef, useState } from "react";
import { forgetFailures, knowledgeForAssessing } from "../knowledge/fetched-knowledge.ts";
import { en } from "../language/shell/en.ts";
import { nb } from "../language/shell/nb.ts";
import { useWords } from "../language/words.ts";
import { SERVERS_OF_PAGE } from "../record/servers-of-page.ts";
import { FailedPart } from "./FailedPart.tsx";
import { Header } from "./Header.tsx";
import { Loading } from "./Loading.tsx";
import { isPage, makePages } from "./pages.ts";
import { address, START, useRoute } from "./route.ts";
import { useShownSubtitle } from "./subtitle.ts";
import { UpdatePrompt } from "./UpdatePrompt.tsx";

const MAIN = "content";

/** Only in the page that is opened from a record. */
const RecordBar = SERVERS_OF_PAGE && lazy(() => import("../record/RecordBar.tsx"));

export function App() {
  const words = useWords({ en, nb });
  const { page } = useRoute();
  const known = isPage(page) ? page : undefined;
  const [pages, setPages] = useState(makePages);
  const [attempt, setAttempt] = useState(0);
  const main = useRef<HTMLElement>(null);
  const subtitle = useShownSubtitle();
  const pageBefore = useRef(page);

  useEffect(() => {
    document.title = words.title(subtitle ?? (known ? words.pages[known] : words.notFound.heading));
  }, [known, words, subtitle]);

  useEffect(() => {
    if (pageBefore.current === page) return;
    pageBefore.current = page;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [page]);

  function again() {
    forgetFailures();
    setPages(makePages());
    setAttempt(attempt + 1);
  }

  const Page = known && pages[known];
  return (
    <>
      <SkipLink
        href={`#${MAIN}`}
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {words.skipToContent}
      </SkipLink>
      <Header page={known} />
      <UpdatePrompt />
      {RecordBar && (
        <FailedPart>
          <Suspense fallback={null}>
            <RecordBar />
          </Suspense>
        </FailedPart>
      )}
      <main id={MAIN} ref={main} tabIndex={-1}>
        {Page ? (
          <FailedPart key={page} onAgain={again}>
            <Suspense fallback={<Loading />}>
              <Page />
            </Suspense>
          </FailedPart>
        ) : (
          <div className="page-text">
            <h1 className="ds-heading">{words.notFound.heading}</h1>
            <Paragraph>
              <Link href={address(START)}>{words.notFound.back}</Link>
            </Paragraph>
          </div>
        )}
      </main>
      <footer className="footer">
        <p>{words.footer.notDevice}</p>
        <p>
          {RecordBar ? words.footer.localButRecord : words.footer.local}{" "}
          <FailedPart key={attempt} quiet>
            <Suspense fallback={null}>
              <KnowledgeVersion />
            </Suspense>
          </FailedPart>
        </p>
      </footer>
    </>
  );
}

function KnowledgeVersion() {
  const words = useWords({ en, nb });
  const { version, hash } = use(knowledgeForAssessing());
  return <>{words.footer.knowledge(version, hash.slice(0, 12))}</>;
}
