// Goal: what this device seals is what the server opens: the same vector stands in modules/sourcing/test/seal_test.cpp.
import { expect, test } from 'vitest';
import { readKept } from '../keys';
import { seal, sealWith } from '../seal';

test('a seal is the one that the server knows', () => {
  const made = sealWith(
    new Uint8Array(32).fill(1),
    new Uint8Array(24).fill(2),
    '7',
    'organisation:12',
    '{"offers":[{"position":1,"unit_price":1500000}],"note":"你好"}',
  );
  expect(made.key).toBe('AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=');
  expect(made.sealed).toBe(
    'AgICAgICAgICAgICAgICAgICAgICAgICt0RZicwSjj6CWzrqUCAW7aShmMdbxBEmbEXJABiloOjiEaa0RD58OGtRp9i/x2UUYaEOOEgFKdkvLI6d6ihB/PLZof08K/8NR4h1k6lEpUg=',
  );
  expect(made.commitment).toBe('a6bb642a01e6e7aa88eac2c6816a85b00c3e00bc966772f106e699e0b2193b0b');
});

test('two seals of one content have nothing in common', () => {
  const [one, two] = [seal('7', 'organisation:12', '{}'), seal('7', 'organisation:12', '{}')];
  expect(one.key).not.toBe(two.key);
  expect(one.sealed).not.toBe(two.sealed);
  expect(one.commitment).not.toBe(two.commitment);
});

test('a kept key that was tampered with is none', () => {
  expect(readKept('{"key":"k","commitment":"c","document":"{}"}')?.key).toBe('k');
  for (const text of [null, '', '{', '{}', '{"key":1}']) expect(readKept(text)).toBeNull();
});
