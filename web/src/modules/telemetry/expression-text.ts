// Small things about the text of an expression.

// A name that is no plain word stands in brackets.
export function quotedName(name: string): string {
  return /^[A-Za-z_\u0080-\uffff][\w.\u0080-\uffff]*$/.test(name) ? name : `[${name}]`;
}

// `word` at a place of `text`, with a space where it would run into its neighbour.
export function insertedAt(text: string, at: number, word: string): string {
  const before = text.slice(0, at);
  const after = text.slice(at);
  const gap = (side: string) => (/[\w.\]\u0080-\uffff]$/.test(side) ? ' ' : '');
  return before + gap(before) + word + (/^[\w[\u0080-\uffff]/.test(after) ? ' ' : '') + after;
}

// The character that is wrong, counted from 1; behind the end: what is missing there.
export function markedAt(text: string, position: number): { before: string; at: string; after: string } {
  const characters = Array.from(text);
  const at = characters[position - 1];
  return {
    before: characters.slice(0, position - 1).join(''),
    at: at ?? '␣',
    after: characters.slice(position).join(''),
  };
}

// "22:00" and minutes of the day.
export function minuteText(minute: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
