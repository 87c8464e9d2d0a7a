// What code of the app expects of a browser and Node does not have.
Object.defineProperty(globalThis, 'location', {
  value: new URL('http://platform.test/'),
  configurable: true,
  writable: true,
});
