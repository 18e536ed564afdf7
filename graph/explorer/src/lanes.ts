// What the timeline shows: a lane for each incident, with its acts in order of time.
import { type Span, dayOf, spanOf } from "./dates.ts";
import type { Act, PageData } from "./model.ts";

export interface Mark { act: Act; span: Span }

/** At least and at most so many days, as far as the dates are known. */
export interface Lag { least: number; most: number }

/** One incident; `incident` is null for acts that name none. `lag`: from the incident to its first attribution. */
export interface Lane { incident: number | null; from: number | null; to: number | null; marks: Mark[]; lag: Lag | null }

const LANES = 60;

/** The lanes of the busiest incidents, in order of time, and how many others there are. */
export function lanes(data: PageData, acts: Act[], most = LANES): { shown: Lane[]; left: number; undated: number } {
  const about = new Map<number | null, Mark[]>();
  let undated = 0;
  for (const act of acts) {
    const span = spanOf(data, act);
    if (!span) undated += 1;
    for (const incident of act.incidents.length > 0 ? act.incidents : [null]) {
      const marks = about.get(incident) ?? [];
      if (span) marks.push({ act, span });
      if (marks.length > 0) about.set(incident, marks);
    }
  }
  const busy = [...about].sort(([a, one], [b, other]) => other.length - one.length || (a ?? 1e9) - (b ?? 1e9));
  const shown = busy.slice(0, most).map(([incident, marks]) => lane(data, incident, marks));
  const start = ({ incident, from, marks }: Lane): number => (incident === null ? 1e9 : (from ?? marks[0]?.span.from ?? 0));
  return { shown: shown.sort((a, b) => start(a) - start(b) || (a.incident ?? 0) - (b.incident ?? 0)), left: busy.length - shown.length, undated };
}

function lane(data: PageData, incident: number | null, found: Mark[]): Lane {
  const marks = [...found].sort((a, b) => a.span.from - b.span.from || a.act.id - b.act.id);
  const node = incident === null ? undefined : data.nodes[incident];
  const from = dayOf(node?.earliest);
  const to = dayOf(node?.latest) ?? from;
  return { incident, from, to, marks, lag: from === null ? null : lagOf(attributions(marks), from, to ?? from) };
}

const attributions = (marks: Mark[]): Mark[] => marks.filter(({ act }) => act.kind === "Attribution" && (act.status === "asserted" || act.status === "hedged"));

/** Those that only their reports date count where no other is dated: they were made then or before. */
function lagOf(all: Mark[], from: number, to: number): Lag | null {
  if (all.length === 0) return null;
  const dated = all.filter(({ span }) => !span.reported);
  const made = dated.length > 0 ? dated : all;
  const most = Math.min(...made.map(({ span }) => span.to)) - from;
  const least = Math.min(...made.map(({ span }) => (span.reported ? -Infinity : span.from))) - to;
  return most < 0 ? null : { least: Math.max(0, Math.min(least, most)), most };
}

/** The first day on which an attribution was made, outright or with doubt; those of an unknown day do not count. */
export function firstAttribution(marks: Mark[]): number | null {
  const days = attributions(marks).filter(({ span }) => span.from === span.to).map(({ span }) => span.from);
  return days.length > 0 ? Math.min(...days) : null;
}

/** In which row each mark stands so that none covers another: `places` from left to right, `width` apart. */
export function rows(places: number[], width: number): number[] {
  const ends: number[] = [];
  return places.map((x) => {
    const free = ends.findIndex((end) => end <= x);
    const row = free < 0 ? ends.length : free;
    ends[row] = x + width;
    return row;
  });
}

/** A lag in words. */
export function lagWords({ least, most }: Lag): string {
  if (least === most) return most === 0 ? "attributed the same day" : `attributed after ${days(most)}`;
  return least === 0 ? `attributed within ${days(most)}` : `attributed after ${least} to ${days(most)}`;
}

export const days = (count: number): string => `${count} ${count === 1 ? "day" : "days"}`;
