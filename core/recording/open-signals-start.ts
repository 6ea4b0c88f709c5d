/** Start of an OpenSignals recording from its `date` (`2017-1-23`) and `time` (`10:28:51.69`), or undefined. */
export function openSignalsStart(dateText: unknown, timeText: unknown): string | undefined {
  const date = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(String(dateText));
  const time = /^(\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d+)?/.exec(String(timeText));
  if (!date || !time) return undefined;
  const two = (text: string) => text.padStart(2, "0");
  return `${date[1]}-${two(date[2])}-${two(date[3])}T${two(time[1])}:${two(time[2])}:${two(time[3])}${time[4] ?? ""}`;
}
