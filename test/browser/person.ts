// A person who works through the API while another one looks at the page.
export class Person {
  private constructor(
    private readonly address: string,
    private readonly cookie: string,
    private readonly token: string,
    readonly organisation: { id: string; name: string },
  ) {}

  static async signIn(address: string, login: string, password: string): Promise<Person> {
    const answer = await fetch(`${address}/api/v1/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ login, password }),
    });
    if (!answer.ok) throw new Error(`${login} cannot sign in: ${await answer.text()}`);
    const session = (await answer.json()) as {
      csrf_token: string;
      organisation: { id: string; name: string };
    };
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return new Person(address, cookie, session.csrf_token, session.organisation);
  }

  async get<T>(path: string): Promise<T> {
    return (await this.send('GET', path)).json() as Promise<T>;
  }

  async post<T>(path: string, body: object): Promise<T> {
    return (await this.send('POST', path, JSON.stringify(body))).json() as Promise<T>;
  }

  async patch<T>(path: string, version: number, body: object): Promise<T> {
    const match = { 'If-Match': `"v${version}"` };
    return (
      await this.send('PATCH', path, JSON.stringify(body), 'application/json', match)
    ).json() as Promise<T>;
  }

  // A move of a document's state.
  async act<T>(path: string, action: string, reason?: string): Promise<T> {
    return this.post<T>(`${path}/actions`, reason === undefined ? { action } : { action, reason });
  }

  async upload(name: string, bytes: Uint8Array): Promise<string> {
    const path = `/api/v1/files?name=${encodeURIComponent(name)}`;
    const answer = await this.send('POST', path, bytes, 'application/octet-stream');
    return ((await answer.json()) as { id: string }).id;
  }

  private async send(
    method: string,
    path: string,
    body?: string | Uint8Array,
    type = 'application/json',
    more: Record<string, string> = {},
  ): Promise<Response> {
    const answer = await fetch(this.address + path, {
      method,
      headers: { Cookie: this.cookie, 'X-CSRF-Token': this.token, 'Content-Type': type, ...more },
      ...(body === undefined ? {} : { body: body as BodyInit }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }
}
