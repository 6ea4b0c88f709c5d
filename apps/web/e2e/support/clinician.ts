/** A clinician at the page: answers as people do, and counts what it takes. */

import type { Language } from "@krampe/core/issue/text.ts";
import type { Entry } from "@krampe/core/knowledge/knowledge.ts";
import type { Locator, Page } from "playwright-core";
import { knowledgeOnDisk } from "../../../cli/knowledge-on-disk.ts";
import { en } from "../../src/language/assess/en.ts";
import { nb } from "../../src/language/assess/nb.ts";

const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes");
export const knowledge = loaded.value;

export const WORDS = { en, nb } as const;
export const LOCALES: Readonly<Record<Language, string>> = { en: "en-GB", nb: "nb-NO" };

export class Clinician {
  readonly page: Page;
  readonly language: Language;
  /** Taps, and fields that were filled. */
  interactions = 0;

  constructor(page: Page, language: Language) {
    this.page = page;
    this.language = language;
  }

  get words() {
    return WORDS[this.language];
  }

  label(id: string, kind: "findings" | "hypotheses" | "redFlags" | "treatments" = "findings"): string {
    const all: Readonly<Record<typeof kind, readonly Entry[]>> = {
      ...knowledge,
      hypotheses: [...knowledge.phenomena, ...knowledge.causes],
    };
    const found = all[kind].find((one) => one.id === id);
    if (!found) throw new Error(`no ${id} in ${kind}`);
    return found.label[this.language];
  }

  section(id: string): Locator {
    return this.page.locator(`#section-${id}`);
  }

  /** The three states of a finding in one section. */
  states(section: string, id: string): Locator {
    return this.section(section).getByRole("radiogroup", { name: new RegExp(`${escaped(this.label(id))}$`) });
  }

  async answer(section: string, id: string, state: "present" | "absent" | "unknown"): Promise<void> {
    this.interactions++;
    await this.states(section, id)
      .getByRole("radio", { name: this.words.states[state], exact: true })
      .click();
  }

  async choose(section: string, id: string, option: string): Promise<void> {
    this.interactions++;
    const definition = knowledge.findings.find((one) => one.id === id);
    const label = definition?.options.find((one) => one.id === option)?.label[this.language] ?? option;
    await this.states(section, id).getByRole("radio", { name: label, exact: true }).click();
  }

  value(section: string, id: string): Locator {
    return this.section(section).locator(`input[data-finding="${id}"]`);
  }

  laboratoryRow(id: string): Locator {
    return this.page.locator(`.laboratory tr:has(input[data-finding="${id}"])`);
  }

  async fill(section: string, id: string, value: string): Promise<void> {
    this.interactions++;
    await this.value(section, id).fill(value);
  }

  async press(name: string | RegExp, within: Page | Locator = this.page): Promise<void> {
    this.interactions++;
    await within
      .getByRole("button", { name, exact: typeof name === "string" })
      .first()
      .click();
  }

  hypothesis(id: string): Locator {
    return this.page.locator("details.hypothesis", {
      has: this.page.locator(".hypothesis-name", {
        hasText: new RegExp(`^${escaped(this.label(id, "hypotheses"))}$`),
      }),
    });
  }

  verdict(id: string): Locator {
    return this.hypothesis(id).locator(".verdict").first();
  }

  redFlag(id: string): Locator {
    return this.page.locator(".red-flag", { hasText: this.label(id, "redFlags") });
  }

  async load(example: string | RegExp): Promise<void> {
    await this.page.getByRole("button", { name: example }).first().click();
    await this.page.locator(".hypotheses").first().waitFor();
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
