/** The frame around the pages. */
export const en = {
  title: (page: string) => `${page} · Krampe`,
  skipToContent: "Skip to content",
  mainNavigation: "Pages",
  pages: {
    assess: "Assess",
    emg: "EMG",
    handbook: "Handbook",
    about: "About",
  },
  language: "Language",
  display: {
    open: "Display",
    heading: "Display",
    scheme: "Colours",
    schemes: { auto: "As the machine", light: "Light", dark: "Dark" },
    contrast: "High contrast",
    keep: "Remember language and display on this machine",
    keepNote:
      "Otherwise they are forgotten when the page is closed. Nothing about a patient is kept with them.",
    close: "Close",
  },
  signIn: {
    in: "Sign in",
    out: "Sign out",
    as: (name: string, role: string) => (name === "" ? `Signed in as ${role}` : `${name}, ${role}`),
    roles: { reader: "reader", clinician: "clinician", administrator: "administrator" },
    stillIn: "You are still signed in. Try again.",
  },
  loading: "Loading …",
  failed: {
    heading: "This part could not be loaded",
    text: "The network may be gone, or a new version of Krampe has been put in place. What you have entered is still here as long as the page is not reloaded.",
    again: "Try again",
  },
  update: {
    text: "A new version of Krampe is ready. It starts when the page is reloaded; save the patient first if you need to.",
    take: "Reload now",
    later: "Later",
  },
  notFound: { heading: "There is no such page", back: "Go to Assess" },
  footer: {
    notDevice: "For clinicians. A proposal, not a decision; not for clinical use as distributed.",
    knowledge: (version: string, hash: string) => `Knowledge ${version} (${hash})`,
    local: "Nothing you enter leaves this machine.",
    localButRecord: "Nothing you enter leaves this machine, unless you write it to the record.",
  },
} as const;
