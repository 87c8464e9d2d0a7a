// A week of a machine: its working time, and what occupies it. Nights nobody works in stay narrow to look at.
import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { api, unwrap, type MachineWeek } from '@/kit/api';
import { formatDay } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { ErrorState, Loading, Notice, Panel } from '@/kit/page';
import { usualZone } from '@/kit/time-zone';
import { useFormat } from '@/kit/use-format';
import { texts } from './texts';
import { dayMs, mondayOf, piecesOf } from './week-layout';

type Slot = MachineWeek['occupied'][number];

const hours = [0, 4, 8, 12, 16, 20, 24];

function Column({
  monday,
  day,
  week,
  onSlot,
}: {
  monday: number;
  day: number;
  week: MachineWeek;
  onSlot: (slot: Slot) => void;
}) {
  const text = useTexts(texts);
  const { choice } = useLabels('capacity_slot');
  const { language } = useLanguage();
  const style = (piece: { top: number; height: number }) => ({
    top: `${piece.top * 100}%`,
    height: `${piece.height * 100}%`,
  });
  return (
    <div className="week-day">
      <span className="week-date">
        <strong>{text.weekday(day + 1)}</strong>
        <span className="faint number">{formatDay(monday + day * dayMs, language, usualZone)}</span>
      </span>
      <div className="week-hours">
        {piecesOf(week.working, monday)
          .filter((piece) => piece.day === day)
          .map((piece) => (
            <span key={piece.top} className="week-working" style={style(piece)} />
          ))}
        {piecesOf(week.occupied, monday)
          .filter((piece) => piece.day === day)
          .map((piece) => {
            const slot = piece.of;
            const title = slot.purpose ?? choice('status', slot.status);
            return (
              <button
                key={`${slot.starts_at}-${piece.top}`}
                type="button"
                className={`week-slot week-${slot.status}`}
                style={style(piece)}
                title={title}
                aria-label={title}
                disabled={!slot.slot_id}
                onClick={() => onSlot(slot)}
              >
                {piece.height > 0.05 && <span>{title}</span>}
              </button>
            );
          })}
      </div>
    </div>
  );
}

type Props = { machine: string; action?: ReactNode; onSlot: (slot: Slot) => void };

export function Week({ machine, action, onSlot }: Props) {
  const text = useTexts(texts);
  const format = useFormat();
  const { choice } = useLabels('capacity_slot');
  const [now] = useState(() => mondayOf(Date.now()));
  const [monday, setMonday] = useState(now);
  const week = useQuery({
    queryKey: ['/api/v1/machines', machine, 'week', monday],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/machines/{id}/week', {
          params: { path: { id: machine }, query: { from: new Date(monday).toISOString() } },
        }),
      ),
    placeholderData: (before) => before,
  });
  const asHours = (minutes: number) => format.number(Math.round(minutes / 6) / 10);
  return (
    <Panel
      title={text.week}
      hint={
        week.data &&
        text.weekHint(asHours(week.data.free_minutes) || '0', asHours(week.data.working_minutes) || '0')
      }
      action={
        <span className="row">
          <Button
            icon={<LeftOutlined />}
            aria-label={text.before}
            onClick={() => setMonday(monday - 7 * dayMs)}
          />
          <Button onClick={() => setMonday(now)} disabled={monday === now}>
            {text.thisWeek}
          </Button>
          <Button
            icon={<RightOutlined />}
            aria-label={text.after}
            onClick={() => setMonday(monday + 7 * dayMs)}
          />
          {action}
        </span>
      }
    >
      {format.zone !== usualZone && <Notice tone="info">{text.weekZone}</Notice>}
      {week.isPending && <Loading lines={8} />}
      {week.isError && <ErrorState error={week.error} onRetry={() => void week.refetch()} />}
      {week.data && (
        <>
          <div className="week">
            <div className="week-scale" aria-hidden="true">
              {hours.map((hour) => (
                <span key={hour} style={{ top: `${(hour / 24) * 100}%` }}>
                  {hour}:00
                </span>
              ))}
            </div>
            {[0, 1, 2, 3, 4, 5, 6].map((day) => (
              <Column key={day} monday={monday} day={day} week={week.data} onSlot={onSlot} />
            ))}
          </div>
          <ul className="week-legend">
            <li>
              <span className="week-key week-key-working" />
              {text.working}
            </li>
            {(['reserved', 'booked', 'used'] as const).map((status) => (
              <li key={status}>
                <span className={`week-key week-${status}`} />
                {choice('status', status)}
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}
