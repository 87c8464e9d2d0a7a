// The working calendars of the own organisation.
import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import type { WorkingCalendar } from '@/kit/api';
import { EntityForm } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import type { Column } from '@/kit/list';
import { ListWithDrawer } from '@/kit/list-with-drawer';
import { useLabels } from '@/kit/meta';
import { PageFrame, Panel } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { BreaksInput, ShiftsInput, SpecialDaysInput } from './calendar-inputs';
import './capacity.css';
import { minuteText } from './minute';
import { texts } from './texts';

const path = '/api/v1/working-calendars';

export function Component() {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { label } = useLabels('working_calendar');
  const queries = useQueryClient();
  const { message } = App.useApp();
  const span = ({ starts_minute, ends_minute }: { starts_minute: number; ends_minute: number }) =>
    `${minuteText(starts_minute)}–${minuteText(ends_minute)}`;
  const columns: Column<WorkingCalendar>[] = [
    { key: 'name', title: label('name'), heading: true, render: (row) => row.name },
    {
      key: 'shifts',
      title: text.shifts,
      // One column of lines on a phone, too.
      render: (row) => (
        <div>
          {row.shifts.map((shift) => (
            <span key={shift.name} className="sub">
              {shift.name} <span className="number">{span(shift)}</span>{' '}
              <span className="faint">
                {shift.weekdays.length === 7
                  ? text.everyDay
                  : shift.weekdays.map((day) => text.weekday(day)).join(' ')}
              </span>
            </span>
          ))}
        </div>
      ),
    },
    { key: 'breaks', title: text.breaks, render: (row) => row.breaks.map(span).join(words.comma) || '—' },
    {
      key: 'special_days',
      title: text.specialDays,
      align: 'end',
      render: (row) => <span className="number">{row.special_days.length}</span>,
    },
  ];
  return (
    <ListWithDrawer
      path={path}
      entity="working_calendar"
      mayEdit={useCan()(permissions.editCapacity)}
      addLabel={text.addCalendar}
      empty={{ title: text.noCalendars, text: text.noCalendarsHint }}
      columns={columns}
      filters={[]}
      titleOf={(row) => row.name}
      drawerTitle={() => text.calendars}
      form={(row, close) => (
        <EntityForm
          path={path}
          entity="working_calendar"
          groups={[
            {
              fields: ['name', 'shifts', 'breaks', 'special_days'],
              wide: ['name', 'shifts', 'breaks', 'special_days'],
            },
          ]}
          inputs={{ shifts: <ShiftsInput />, breaks: <BreaksInput />, special_days: <SpecialDaysInput /> }}
          {...(row
            ? { row }
            : {
                preset: {
                  shifts: [
                    {
                      name: text.shifts,
                      weekdays: [1, 2, 3, 4, 5, 6],
                      starts_minute: 480,
                      ends_minute: 1020,
                    },
                  ],
                  breaks: [{ starts_minute: 720, ends_minute: 780 }],
                  special_days: [],
                },
              })}
          onSaved={() => {
            close();
            void queries.invalidateQueries({ queryKey: [path] });
            void message.success(text.saved);
          }}
        />
      )}
    >
      {({ add, list }) => (
        <PageFrame title={text.calendars} hint={text.calendarsHint} action={add}>
          <Panel>{list}</Panel>
        </PageFrame>
      )}
    </ListWithDrawer>
  );
}
