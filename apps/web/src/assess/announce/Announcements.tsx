/** The place where what was done is said and shown. */
import { useEffect, useState } from "react";
import { type Announcement, onAnnouncement } from "./announce.ts";

const SHOWN_MS = 4000;

const NOTHING: Announcement = { message: "", saidOnly: true };

export function Announcements() {
  const [{ message, saidOnly }, setAnnouncement] = useState(NOTHING);
  useEffect(() => onAnnouncement(setAnnouncement), []);
  useEffect(() => {
    if (message === "") return;
    const timer = setTimeout(() => setAnnouncement(NOTHING), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [message]);
  return (
    <p className="announcement" role="status" data-shown={(message !== "" && !saidOnly) || undefined}>
      {message}
    </p>
  );
}
