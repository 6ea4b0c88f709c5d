/**
 * Names in the page what its first view needs, so that the browser fetches all of it at once and not one after the other: the
 * knowledge for assessing, which every page uses, and the program of the page that opens first. Not its styles: a browser warns of
 * those when another page is opened.
 */
import type { HtmlTagDescriptor, Plugin, Rolldown } from "vite";

const FIRST_PAGE = "/assess/AssessPage.tsx";
const KNOWLEDGE = /^assets\/knowledge-for-assessing-.*\.json$/;

export function firstPage(): Plugin {
  return {
    name: "krampe-first-page",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (html, { bundle = {} }) => {
        const page = Object.values(bundle).find(isFirstPage);
        const knowledge = Object.keys(bundle).find((name) => KNOWLEDGE.test(name));
        if (!page || !knowledge) throw new Error("The first page or its knowledge is not in the build.");
        return [
          link({ rel: "preload", as: "fetch", crossorigin: "", href: `./${knowledge}` }),
          ...[page.fileName, ...page.imports]
            .filter((name) => !html.includes(`"./${name}"`))
            .map((name) => link({ rel: "modulepreload", crossorigin: "", href: `./${name}` })),
        ];
      },
    },
  };
}

function isFirstPage(output: Rolldown.OutputAsset | Rolldown.OutputChunk): output is Rolldown.OutputChunk {
  return output.type === "chunk" && (output.facadeModuleId?.endsWith(FIRST_PAGE) ?? false);
}

function link(attrs: Record<string, string>): HtmlTagDescriptor {
  return { tag: "link", attrs, injectTo: "head" };
}
