// The opening of the tests about machines: a platform that listens for MQTT, its people, and machines that the test plays.
import { execFileSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Browser } from 'playwright-core';
import type { Language } from '@/kit/i18n';
import { Person } from './person';
import { demonstrationPassword, startPlatform, type Platform } from './platform';
import { startBrowser, Visitor, type Device } from './visitor';

// What a machine sends over HTTP; answers the status.
export async function send(platform: Platform, token: string, body: unknown): Promise<number> {
  const answer = await fetch(`${platform.address}/api/v1/telemetry`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  return answer.status;
}

export class Machine {
  private constructor(
    private readonly platform: Platform,
    private readonly owner: Person,
    readonly id: string,
    readonly token: string,
  ) {}

  static async connect(platform: Platform, owner: Person, device: object): Promise<Machine> {
    const made = await owner.post<{ id: string; token: string }>('/api/v1/devices', device);
    return new Machine(platform, owner, made.id, made.token);
  }

  async tells(values: unknown): Promise<void> {
    expect(await send(this.platform, this.token, values)).toBe(200);
  }

  // Asks for its next command over HTTP as long as it takes, and answers it.
  async answers(answer: object): Promise<void> {
    const path = `${this.platform.address}/api/v1/${this.token}/rpc`;
    const asked = await fetch(`${path}?timeout=30000`);
    expect(asked.status).toBe(200);
    const { id } = (await asked.json()) as { id: number };
    const told = await fetch(`${path}/${id}`, { method: 'POST', body: JSON.stringify(answer) });
    expect(told.status).toBe(200);
  }

  // What Mosquitto's clients are called with to be this machine.
  private async where(): Promise<string[]> {
    const path = `/api/v1/devices/${this.id}/diagnosis`;
    const { mqtt_port: port } = await this.owner.get<{ mqtt_port: number }>(path);
    return ['-h', '127.0.0.1', '-p', String(port), '-u', this.token, '-q', '1'];
  }

  async publishes(topic: string, payload: object): Promise<void> {
    execFileSync('mosquitto_pub', [...(await this.where()), '-t', topic, '-m', JSON.stringify(payload)]);
  }

  // The topics of so many messages.
  async hears(topic: string, count: number): Promise<string[]> {
    const heard = ['-W', '30', '-C', String(count), '-F', '%t', '-t', topic];
    const told = execFileSync('mosquitto_sub', [...(await this.where()), ...heard], { encoding: 'utf8' });
    return told.trim().split('\n');
  }
}

export class Floor {
  // Set before the tests run.
  platform!: Platform;
  browser!: Browser;
  password!: string;
  owner!: Person; // of the operator's enterprise

  signIn(login: string): Promise<Person> {
    return Person.signIn(this.platform.address, login, this.password);
  }

  machine(device: object): Promise<Machine> {
    return Machine.connect(this.platform, this.owner, device);
  }
}

// One platform for the file.
export function openFloor(): Floor {
  const floor = new Floor();
  beforeAll(async () => {
    floor.platform = await startPlatform('--mqtt-listen', '127.0.0.1:0');
    floor.browser = await startBrowser();
    floor.password = await demonstrationPassword(floor.platform);
    floor.owner = await floor.signIn('owner');
  });
  afterAll(async () => {
    await floor.browser.close();
    await floor.platform.stop();
  });
  return floor;
}

type Arrival = { name: string; language: Language; device: Device; login: string };

// Who walks through the tests of the group that this is called in.
export function walkThrough(floor: Floor, arrival: Arrival, arrived: (visitor: Visitor) => void): void {
  const { name, language, device, login } = arrival;
  let visitor: Visitor;
  beforeAll(async () => {
    const folder = `${name}-${language}-${device}`;
    visitor = await Visitor.arrive(floor.browser, floor.platform.address, language, device, folder);
    await visitor.enter(login, floor.password);
    arrived(visitor);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await visitor.picture('failure');
  });
  afterAll(async () => {
    await visitor.leave();
    expect(visitor.failures).toEqual([]);
  });
}
