/** Starts the application: fetches the knowledge while the first page is being loaded. */
import "./styles/main.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";
import { knowledgeForAssessing } from "./knowledge/fetched-knowledge.ts";
import { SettingsProvider } from "./settings/settings.tsx";

knowledgeForAssessing().catch(() => {
  // The page that needs it asks again and tells what went wrong.
});

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <SettingsProvider>
      <App />
    </SettingsProvider>
  </StrictMode>,
);
