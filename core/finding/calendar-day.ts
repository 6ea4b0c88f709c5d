/**
 * Whether a text names a day that exists, as year-month-day.
 *
 * `Date` takes 2026-02-30 for the second of March; a date that someone mistyped must not become another one.
 */
export function isCalendarDay(written: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(written)) return false;
  const date = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === written;
}
