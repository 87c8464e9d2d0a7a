// Goal: what the form says is what the seal holds, rounded as the server rounds, and comes back into the form.
import { expect, test } from 'vitest';
import { documentOf, totalOf, valueOf, valuesOf } from '../bid-document';

const lines = [
  { position: 1, quantity: 1_500 },
  { position: 2, quantity: 100_000_000 },
];

test('a value is rounded once, half up', () => {
  expect(valueOf(1.01, 1_500)).toBe(152);
  expect(valueOf(0.0001, 1_000_000)).toBe(10);
  expect(valueOf(undefined, 1_000)).toBe(0);
  expect(valueOf(999_999.999999, 1_000_000_000)).toBe(99_999_999_999_900);
  expect(totalOf(lines, { offers: [{ price: 1.01 }, { price: 2 }] })).toBe(152 + 20_000_000);
});

test('a document holds what was offered and nothing else, and can be changed again', () => {
  const values = {
    offers: [{ price: 1.01, delivers_on: '2026-12-01' }, {}],
    answers: [null, 12],
    note: ' 好 ',
  };
  const text = documentOf(lines, values, []);
  expect(JSON.parse(text)).toEqual({
    offers: [{ position: 1, unit_price: 1_010_000, delivers_on: '2026-12-01' }],
    answers: [{ criterion: 2, value: 12 }],
    note: '好',
    attachments: [],
  });
  const back = valuesOf(lines, 2, text).values;
  expect(back.offers?.[0]?.price).toBe(1.01);
  expect(back.answers).toEqual([null, 12]);
  expect(valuesOf(lines, 0, 'broken').values.offers).toEqual([{}, {}]);
});
