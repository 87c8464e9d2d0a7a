// The cluster at a glance, and what happened in it lately.
import { Link } from 'react-router';
import { CountBars, Figures } from '@/kit/chart/bars';
import { formatNumber } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { Loading, Panel } from '@/kit/page';
import { useActivity, useStatistics } from '@/kit/statistics';
import { useFormat } from '@/kit/use-format';
import type { Activity } from '@/kit/api';
import { texts } from './texts';

const shown = 6;

function what(text: (typeof texts)['zh'], item: Activity): string {
  if (item.kind === 'joined') return text.joined;
  return item.kind === 'offers_process' ? text.offers(item.detail) : text.verified(item.detail);
}

export function Cluster() {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { data } = useStatistics('');
  if (!data) return <Loading lines={4} />;
  const number = (value: number) => formatNumber(value, language);
  return (
    <Panel title={text.cluster} action={<Link to="/map">{text.openMap}</Link>}>
      <Figures
        figures={[
          { label: text.enterprises, value: number(data.enterprises) },
          { label: text.people, value: number(data.employees) },
          { label: text.capabilities, value: number(data.capabilities) },
          { label: text.certificates, value: number(data.certificates) },
        ]}
      />
      <h3 className="home-sub">{text.processes}</h3>
      <CountBars counts={data.processes.slice(0, shown)} />
    </Panel>
  );
}

export function Lately() {
  const text = useTexts(texts);
  const format = useFormat();
  const { data } = useActivity(shown);
  if (!data || data.length === 0) return null;
  return (
    <Panel title={text.lately}>
      <ul className="lately">
        {data.map((item) => (
          <li key={`${item.kind}-${item.enterprise_id}-${item.at}-${item.detail}`}>
            <Link to={`/directory/${item.enterprise_id}`}>{item.enterprise_name}</Link>
            <span>{what(text, item)}</span>
            <small>{format.instant(item.at)}</small>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
