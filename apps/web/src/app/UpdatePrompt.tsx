/** Registers the service worker, and says when a new version waits to be taken into use. */
import { Button } from "@digdir/designsystemet-react";
import { useEffect, useState } from "react";
import { en } from "../language/shell/en.ts";
import { nb } from "../language/shell/nb.ts";
import { useWords } from "../language/words.ts";

export function UpdatePrompt() {
  const words = useWords({ en, nb }).update;
  const [waiting, setWaiting] = useState<ServiceWorker>();
  useEffect(() => {
    if (import.meta.env.PROD) watchForNewVersion(setWaiting);
  }, []);
  return (
    <div role="status" className="update">
      {waiting && (
        <div className="update-card">
          <p>{words.text}</p>
          <Button data-size="sm" onClick={() => takeOver(waiting)}>
            {words.take}
          </Button>
          <Button data-size="sm" variant="tertiary" onClick={() => setWaiting(undefined)}>
            {words.later}
          </Button>
        </div>
      )}
    </div>
  );
}

async function watchForNewVersion(found: (worker: ServiceWorker) => void): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register("./service-worker.js");
    const tell = () => {
      if (registration.waiting && navigator.serviceWorker.controller) found(registration.waiting);
    };
    tell();
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", tell);
    });
  } catch {
    // Without a service worker (a private window, a plain-http host) Krampe runs, but only with a network.
  }
}

function takeOver(worker: ServiceWorker): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => window.location.reload(), {
    once: true,
  });
  worker.postMessage("take-over");
}
