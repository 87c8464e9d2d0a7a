// Goal: money is exact both ways, and days are counted by the calendar.
import { describe, expect, it } from 'vitest';
import {
  daysUntil,
  formatBytes,
  formatDay,
  formatFen,
  formatFullDate,
  formatInstant,
  formatPrice,
  formatTime,
  parseYuan,
  readableDecimals,
} from '../format';

describe('money', () => {
  it('shows fen as yuan', () => {
    expect([0, 5, 99, 100, 123456789, -105].map(formatFen)).toEqual([
      '0.00',
      '0.05',
      '0.99',
      '1.00',
      '1,234,567.89',
      '-1.05',
    ]);
  });

  it('shows prices with what they need and at least two decimals', () => {
    expect([12_500_000, 100, 3_000_000, 12_345_678_900, -50_000, 81_600_000].map(formatPrice)).toEqual([
      '12.50',
      '0.0001',
      '3.00',
      '12,345.6789',
      '-0.05',
      '81.60',
    ]);
  });

  it('reads yuan as fen', () => {
    expect(['0', '1.5', '1,234,567.89', '-1.05', ' 7. '].map(parseYuan)).toEqual([
      0, 150, 123456789, -105, 700,
    ]);
  });

  it('refuses what is no amount', () => {
    for (const text of ['', '.', 'x', '1.234', '1e3', '1.2.3', '99999999999999'])
      expect(parseYuan(text), text).toBeNull();
  });

  it('reads back what it shows, by property', () => {
    let fen = 1;
    for (let step = 0; step < 300; step += 1) {
      fen = (fen * 48271 + step) % 999_999_999_999_937;
      expect(parseYuan(formatFen(fen))).toBe(fen);
      expect(parseYuan(formatFen(-fen))).toBe(-fen);
    }
  });
});

describe('time', () => {
  it('is shown in the zone of the person', () => {
    expect(formatInstant('2026-03-01T16:30:00.000Z', 'en', 'Asia/Shanghai')).toContain('00:30');
    expect(formatInstant('2026-03-01T16:30:00.000Z', 'zh', 'UTC')).toContain('16:30');
    expect(formatDay(Date.parse('2026-03-01T16:30:00Z'), 'en', 'Asia/Shanghai')).toBe('02/03');
    expect(formatTime(Date.parse('2026-03-01T16:30:05Z'), 'zh', 'Asia/Shanghai')).toBe('00:30:05');
    expect(formatFullDate(Date.parse('2026-03-01T16:30:05Z'), 'zh', 'UTC')).toContain('星期日');
  });

  it('does not fail on what is no instant', () => {
    expect(formatInstant(null, 'zh', 'UTC')).toBe('—');
    expect(formatInstant('soon', 'zh', 'UTC')).toBe('soon');
  });

  it('counts days by the calendar, over months and years', () => {
    expect(
      ['2026-02-27', '2026-02-28', '2026-03-01', '2026-02-26', '2027-02-27'].map((date) =>
        daysUntil(date, '2026-02-27'),
      ),
    ).toEqual([0, 1, 2, -1, 365]);
  });
});

describe('sizes', () => {
  it('are shown in a unit that fits', () => {
    expect([0, 1023, 1536, 20 * 1024 * 1024].map(formatBytes)).toEqual([
      '0 B',
      '1023 B',
      '1.5 KB',
      '20.0 MB',
    ]);
  });
});

describe('texts of the server', () => {
  it('name quantities, prices and rates without needless zeros', () => {
    expect(readableDecimals('不能少于已发的 500.000。')).toBe('不能少于已发的 500。');
    expect(readableDecimals('2026-03-11: 60.500; 12.500000, 13.0000 %')).toBe(
      '2026-03-11: 60.5; 12.50, 13 %',
    );
    // Amounts of money, addresses, versions and numbers stay as they are.
    for (const text of ['1,959.40', '127.0.0.1', '1.2.300', 'SO-000005', '28.4215', '2026.11.28'])
      expect(readableDecimals(text)).toBe(text);
  });
});
