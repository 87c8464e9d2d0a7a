// The token of a password link: behind "#", where it reaches no server's log, or as a parameter.
export function tokenOf(location: { hash: string; search: string }): string {
  const hash = new URLSearchParams(location.hash.replace(/^#/, ''));
  return hash.get('token') ?? new URLSearchParams(location.search).get('token') ?? '';
}
