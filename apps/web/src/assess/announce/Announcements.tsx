/** The place where what was done is said and shown. */
import { useEffect, useState } from "react";
import { onAnnouncement } from "./announce.ts";

const SHOWN_MS = 4000;

export function Announcements() {
  const [message, setMessage] = useState("");
  useEffect(() => onAnnouncement(setMessage), []);
  useEffect(() => {
    if (message === "") return;
    const timer = setTimeout(() => setMessage(""), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [message]);
  return (
    <p className="announcement" role="status" data-shown={message !== "" || undefined}>
      {message}
    </p>
  );
}
