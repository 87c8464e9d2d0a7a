// Goal: what a person types as a configuration is an object or refused, and complaints stand at their place in it.
import { expect, test } from 'vitest';
import { parsedObject, placeOf } from '../gateway-configurations';

test('a configuration is a JSON object', () => {
  expect(parsedObject('{"connections":[]}')).toEqual({ connections: [] });
  for (const text of ['', '[]', 'null', '"x"', '{', '1']) expect(parsedObject(text)).toBeNull();
});

test('a complaint names its place in the configuration', () => {
  const at = (field: string) => placeOf({ field, code: 'required', text: '' });
  expect(at('content.connections.0.name')).toBe('connections.0.name');
  expect(at('content')).toBe('');
});
