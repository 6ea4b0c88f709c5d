/**
 * Language and display: how the person at the machine wants to read.
 *
 * They live as long as the page does. Only when asked are they kept on the machine, and then without anything about a patient.
 */
import type { Language } from "@krampe/core/issue/text.ts";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";

export const SCHEMES = ["auto", "light", "dark"] as const;
export type Scheme = (typeof SCHEMES)[number];

export interface Settings {
  readonly language: Language;
  readonly scheme: Scheme;
  readonly highContrast: boolean;
}

interface SettingsInUse extends Settings {
  readonly kept: boolean;
  readonly change: (change: Partial<Settings>) => void;
  readonly keep: (kept: boolean) => void;
}

const KEY = "krampe-display";

const Context = createContext<SettingsInUse | undefined>(undefined);

export function useSettings(): SettingsInUse {
  const settings = useContext(Context);
  if (!settings) throw new Error("useSettings needs a SettingsProvider around it");
  return settings;
}

export function SettingsProvider({ children }: { readonly children: ReactNode }) {
  const [before] = useState(readKept);
  const [settings, setSettings] = useState<Settings>(before ?? fromBrowser());
  const [kept, setKept] = useState(before !== undefined);

  useEffect(() => {
    const page = document.documentElement;
    page.lang = settings.language;
    page.dataset.colorScheme = settings.scheme;
    if (settings.highContrast) page.dataset.contrast = "more";
    else delete page.dataset.contrast;
  }, [settings]);

  useEffect(() => {
    if (kept) writeKept(settings);
    else if (before) forget();
  }, [kept, settings, before]);

  const value = useMemo<SettingsInUse>(
    () => ({
      ...settings,
      kept,
      change: (change) => setSettings((now) => ({ ...now, ...change })),
      keep: (wanted) => {
        setKept(wanted);
        if (!wanted) forget();
      },
    }),
    [settings, kept],
  );
  return <Context value={value}>{children}</Context>;
}

function fromBrowser(): Settings {
  const norwegian = navigator.languages.find((one) => /^(nb|nn|no|en)\b/i.test(one));
  return {
    language: norwegian !== undefined && !/^en/i.test(norwegian) ? "nb" : "en",
    scheme: "auto",
    highContrast: false,
  };
}

function readKept(): Settings | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "null");
    if (typeof kept !== "object" || kept === null) return undefined;
    return {
      language: kept.language === "nb" ? "nb" : "en",
      scheme: SCHEMES.includes(kept.scheme) ? kept.scheme : "auto",
      highContrast: kept.highContrast === true,
    };
  } catch {
    return undefined;
  }
}

function writeKept(settings: Settings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // The browser keeps nothing: then it is forgotten, as without asking.
  }
}

function forget(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}
