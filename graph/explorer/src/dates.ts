// Days as numbers since 1970, so that they can be counted and placed.
import type { Act, PageData } from "./model.ts";

const DAY = 86_400_000;

/** The first and last day of an act; `reported` where only the day of the report is known. */
export interface Span { from: number; to: number; reported: boolean }

export function dayOf(iso: string | undefined): number | null {
  if (!iso || !/^\d{4}-\d{2}-\d{2}$/.test(iso)) return null;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(time) ? null : time / DAY;
}

export const isoOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** When an act was done, else when it was reported, else null. */
export function spanOf(data: PageData, act: Act): Span | null {
  const own = dayOf(act.earliest) ?? dayOf(act.latest);
  if (own !== null) return { from: own, to: Math.max(own, dayOf(act.latest) ?? own), reported: false };
  const issued = dayOf(act.source === undefined ? undefined : data.sources[act.source]?.issued);
  return issued === null ? null : { from: issued, to: issued, reported: true };
}

/** The steps of an axis that has room for so many, as days with their names. */
export function ticks(from: number, to: number, most: number): { day: number; name: string }[] {
  const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const step = [1 / 30, 0.25, 1, 3, 6, 12, 24, 60, 120, 240, 600, 1200].find((size) => (to - from) / (size * 30.4) <= most) ?? 6000;
  const start = new Date(from * DAY);
  const found: { day: number; name: string }[] = [];
  if (step < 1) {
    const days = step < 0.2 ? 1 : 7;
    for (let day = Math.ceil(from / days) * days; day <= to; day += days) { const date = new Date(day * DAY); found.push({ day, name: `${date.getUTCDate()} ${months[date.getUTCMonth()] ?? ""}${date.getUTCDate() <= days && date.getUTCMonth() === 0 ? ` ${date.getUTCFullYear()}` : ""}` }); }
    return found;
  }
  for (let month = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step) * step; ; month += step) {
    const day = Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY;
    if (day > to) return found;
    if (day >= from) found.push({ day, name: month % 12 === 0 ? String(month / 12) : `${months[month % 12] ?? ""}${step < 12 ? ` ${Math.floor(month / 12)}` : ""}` });
  }
}
