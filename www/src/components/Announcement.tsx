import { useEffect, useState } from "preact/hooks";

/** Tells screen readers what is new once the typing rests. */
export function Announcement({ words }: { words: string }) {
  const [said, say] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => say(words), 700);
    return () => clearTimeout(timer);
  }, [words]);
  return <span class="for-readers" role="status">{said}</span>;
}
