// An order of the demonstration's buyer and the people who make it, through the API: for tests of what comes after the
// release, and for the steps that are shown elsewhere.
import { Person } from './person';
import type { Platform } from './platform';

export type Task = {
  id: string;
  order_id: string;
  status: string;
  lot_number: string;
  operation_number: number;
  workshop_id: string;
  machine_id: string;
  revision_id: string;
  planned_in: number;
  quantity_in: number;
  good: number;
  rework: number;
  scrap: number;
  price: number;
  paid: number;
  is_last: boolean;
};
export type Order = {
  id: string;
  status: string;
  title: string;
  price: number;
  promise_at: string;
  escrow_id: string;
  delivered: number;
  accepted: number;
  rejected: number;
  returned: number;
};
type Row = { id: string };
type Rows<T = Row> = { items: T[] };
type Shipment = Row & { label_code: string; receiver_id: string };
type Destination = { receiver_id: string; quantity: number; is_own: boolean };
const ordersPath = '/api/v1/sales-orders';
const piece = 1_000;
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

export class Story {
  private readonly hired = new Map<string, Person>();

  private constructor(
    private readonly platform: Platform,
    private readonly password: string,
    readonly buyer: Person,
    readonly operator: Person,
    readonly path: string,
  ) {}

  // An order that runs, with an owner in every workshop.
  static async of(platform: Platform, password: string, path: string): Promise<Story> {
    const buyer = await Person.signIn(platform.address, 'owner', password);
    const operator = await Person.signIn(platform.address, 'operator', password);
    const story = new Story(platform, password, buyer, operator, path);
    await story.hire();
    return story;
  }

  // Of a new order, released.
  static async begin(
    platform: Platform,
    password: string,
    item: string,
    pieces: number,
    kind = 'cheapest',
  ): Promise<Story> {
    const buyer = await Person.signIn(platform.address, 'owner', password);
    const operator = await Person.signIn(platform.address, 'operator', password);
    const items = await buyer.get<Rows<Row & { number: string }>>('/api/v1/items?limit=100');
    const wanted = items.items.find(({ number }) => number === item)?.id ?? '';
    const revisions = await buyer.get<Rows>(`/api/v1/revisions?status=released&item_id=${wanted}`);
    const sites = await buyer.get<Rows>('/api/v1/sites?limit=1');
    const order = await buyer.post<Row>(ordersPath, {
      item_id: wanted,
      revision_id: revisions.items[0]?.id,
      quantity: pieces * piece,
      due_on: inDays(40),
      site_id: sites.items[0]?.id,
      retention_rate: 50_000,
    });
    const path = `${ordersPath}/${order.id}`;
    await operator.post(`${path}/options`, {});
    const options = await buyer.get<Rows<Row & { kind: string }>>(`${path}/options`);
    const chosen = options.items.find((option) => option.kind === kind) ?? options.items[0];
    await buyer.act(`/api/v1/order-options/${chosen?.id}`, 'accept');
    await buyer.act(path, 'fund');
    await operator.act(path, 'release');
    return Story.of(platform, password, path);
  }

  // Where the pages are.
  get page(): string {
    return this.path.replace(ordersPath, '/orders');
  }

  order(): Promise<Order> {
    return this.buyer.get(this.path);
  }

  // Those that are still to be done or done, by operation and lot.
  async tasks(): Promise<Task[]> {
    const { items } = await this.operator.get<Rows<Task>>(`${this.path}/tasks?limit=200`);
    return items.filter(({ status }) => status !== 'cancelled');
  }

  // Of one operation.
  async lots(operation: number): Promise<Task[]> {
    return (await this.tasks()).filter(({ operation_number }) => operation_number === operation);
  }

  // The first lot.
  async task(operation: number): Promise<Task> {
    const [first] = await this.lots(operation);
    if (!first) throw new Error(`no task of operation ${operation}`);
    return first;
  }

  loginOf({ workshop_id }: Pick<Task, 'workshop_id'>): string {
    return `w${workshop_id}`;
  }

  async ownerOf(task: Pick<Task, 'workshop_id'>): Promise<Person> {
    const login = this.loginOf(task);
    const known = this.hired.get(login) ?? (await Person.signIn(this.platform.address, login, this.password));
    this.hired.set(login, known);
    return known;
  }

  // An owner for each workshop that has none to sign in.
  async hire(): Promise<void> {
    const known = new Set((await this.platform.pause({ words: ['user', 'list'] }))[0]?.split(/\s+/));
    const workshops = new Set((await this.tasks()).map(({ workshop_id }) => workshop_id));
    const fresh = [...workshops].filter((id) => !known.has(`w${id}`));
    if (fresh.length === 0) return;
    await this.platform.pause(
      ...fresh.map((id) => ({
        words: ['user', 'add', `w${id}`, '--organisation', id, '--display-name', '张师傅'],
        input: `${this.password}\n`,
      })),
    );
  }

  // Each lot up to its report: all pieces are good.
  async report(operation: number): Promise<void> {
    for (const { id, workshop_id, revision_id } of await this.lots(operation)) {
      const path = `/api/v1/operation-tasks/${id}`;
      const owner = await this.ownerOf({ workshop_id });
      const status = async () => (await owner.get<Task>(path)).status;
      if ((await status()) === 'planned') await owner.post(`${path}/acknowledgement/actions`, {});
      if ((await status()) === 'offered') await owner.act(path, 'accept');
      await owner.act(path, 'start');
      const { quantity_in } = await owner.get<Task>(path);
      const body = { revision_id, good: quantity_in, rework: 0, scrap: 0, is_final: true };
      await owner.post(`${path}/reports`, body);
    }
  }

  async pass(operation: number): Promise<void> {
    for (const { id } of await this.lots(operation)) {
      await this.operator.act(`/api/v1/operation-tasks/${id}`, 'inspect');
      await this.operator.act(`/api/v1/operation-tasks/${id}`, 'pass');
    }
  }

  async make(operation: number): Promise<void> {
    await this.report(operation);
    await this.pass(operation);
  }

  // What was sent to rework, but for what cannot be put right. Answers how many are good.
  async putRight({ id, workshop_id }: Task, scrap: number): Promise<number> {
    const owner = await this.ownerOf({ workshop_id });
    const path = `/api/v1/operation-tasks/${id}`;
    const { rework, revision_id } = await owner.get<Task>(path);
    const good = rework - scrap;
    await owner.post(`${path}/reports`, {
      revision_id,
      good,
      rework: 0,
      scrap,
      from_rework: true,
      is_final: true,
    });
    return good;
  }

  // So many pieces of a task to one receiver, who signs.
  async ship(task: Task, receiver: Person, quantity: number): Promise<string> {
    const owner = await this.ownerOf(task);
    const sent = await owner.post<Shipment>(`/api/v1/operation-tasks/${task.id}/shipments`, {
      receiver_id: receiver.organisation.id,
      quantity,
    });
    await this.deliver(owner, sent, receiver);
    return sent.id;
  }

  // So many pieces of the last operation's lots to the buyer, who signs.
  async deliverToBuyer(operation: number, quantity: number): Promise<void> {
    let left = quantity;
    for (const task of await this.lots(operation)) {
      const owner = await this.ownerOf(task);
      const path = `/api/v1/operation-tasks/${task.id}/destinations`;
      const pieces = Math.min(left, (await owner.get<{ open: number }>(path)).open);
      if (pieces > 0) await this.ship(task, this.buyer, pieces);
      left -= pieces;
    }
    if (left > 0) throw new Error(`${left} thousandths of a piece are missing`);
  }

  // The pieces of each lot at the next workshops, both signatures given.
  async handOver(operation: number): Promise<void> {
    for (const task of await this.lots(operation)) {
      const path = `/api/v1/operation-tasks/${task.id}`;
      const owner = await this.ownerOf(task);
      const { destinations } = await owner.get<{ destinations: Destination[] }>(`${path}/destinations`);
      for (const { receiver_id, quantity, is_own } of destinations)
        if (!is_own && quantity > 0) await this.ship(task, await this.receiver(receiver_id), quantity);
      if (destinations.some(({ is_own }) => is_own)) await owner.post(`${path}/passing-on/actions`, {});
    }
  }

  // What lies at a workshop that does a task no more, at the one that does it now.
  async forward(former: Task): Promise<void> {
    const keeper = await this.ownerOf(former);
    const { items } = await keeper.get<Rows<Shipment>>('/api/v1/shipments?status=draft&limit=50');
    for (const draft of items) await this.deliver(keeper, draft, await this.receiver(draft.receiver_id));
  }

  private async deliver(sender: Person, { id, label_code }: Shipment, receiver: Person): Promise<void> {
    await sender.act(`/api/v1/shipments/${id}`, 'dispatch');
    await receiver.post('/api/v1/shipment-signatures/actions', { label_code, lines: [] });
  }

  // Who has not acknowledged the drawing may not take goods that were made by it.
  private async receiver(workshop: string): Promise<Person> {
    const owner = await this.ownerOf({ workshop_id: workshop });
    const next = (await this.tasks()).find(
      ({ workshop_id, status }) => workshop_id === workshop && status === 'planned',
    );
    if (next) await owner.post(`/api/v1/operation-tasks/${next.id}/acknowledgement/actions`, {});
    return owner;
  }
}
