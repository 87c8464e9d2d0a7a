// Minutes of a day as people write them: 480 is "08:00", 1500 "01:00" of the next day.
export function minuteText(minute: number): string {
  const within = ((minute % 1440) + 1440) % 1440;
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`;
}

// null: no time of a day.
export function minuteOf(text: string): number | null {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text.trim());
  if (!match) return null;
  const [hour, minute] = [Number(match[1]), Number(match[2])];
  return hour < 24 && minute < 60 ? hour * 60 + minute : null;
}

// The end of a span that begins at `starts`: at or before it, it is on the next day.
export function endOf(starts: number, text: string): number | null {
  const minute = minuteOf(text);
  if (minute === null) return null;
  return minute > starts ? minute : minute + 1440;
}
