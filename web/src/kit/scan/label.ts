// What a label says. Ours hold the address of the app's own /open page, so that any phone's camera opens the document;
// other codes (a bar code on a box) are looked for by the search.
export type Read = { kind: 'document'; entity: string; id: string } | { kind: 'text'; text: string };

const textMax = 200;

export function labelAddress(origin: string, entity: string, id: string): string {
  return `${origin}/open/${entity}/${id}`;
}

// The host is not compared: a label that was printed before the platform moved still opens.
export function readLabel(text: string): Read {
  const match = /^https?:\/\/[^/]+\/open\/([a-z][a-z_]{0,60})\/([1-9]\d{0,18})$/.exec(text.trim());
  if (match?.[1] && match[2]) return { kind: 'document', entity: match[1], id: match[2] };
  return { kind: 'text', text: text.trim().slice(0, textMax) };
}
